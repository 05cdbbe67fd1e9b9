package io.blemish.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Writes small folder trees for the readers' tests. */
record Tree(Path root) {
    /** Writes files whose content is their own path. */
    Tree with(final String... files) {
        for (final var file : files) {
            holding(file, file);
        }
        return this;
    }

    /** Writes {@code count} files {@code 000.png}, {@code 001.png}, … with what comes before and after the number. */
    Tree numbered(final int count, final String before, final String after) {
        IntStream.range(0, count).forEach(i -> with("%s%03d%s".formatted(before, i, after)));
        return this;
    }

    Tree holding(final String file, final String content) {
        try {
            final Path path = root.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, content);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    static List<String> ids(final List<Sample> samples) {
        return samples.stream().map(Sample::id).toList();
    }
}
