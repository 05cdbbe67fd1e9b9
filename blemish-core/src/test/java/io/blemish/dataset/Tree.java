package io.blemish.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.blemish.image.BitMask;
import io.blemish.image.PngWriter;
import io.blemish.image.RgbImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Writes small trees of folders to test with. */
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
        return write(file, content.getBytes(UTF_8));
    }

    /** Writes real pictures of random pixels, the same for the same name. */
    Tree pictures(final int width, final int height, final String... files) {
        for (final var file : files) {
            final byte[] rgb = new byte[3 * width * height];
            new Random(file.hashCode()).nextBytes(rgb);
            write(file, PngWriter.toUncompressedBytes(new RgbImage(width, height, rgb)));
        }
        return this;
    }

    /** Writes a mask of which the first pixels belong to the defect. */
    Tree mask(final int width, final int height, final int defective, final String file) {
        final boolean[] defect = new boolean[width * height];
        Arrays.fill(defect, 0, defective, true);
        return write(file, PngWriter.toUncompressedBytes(new BitMask(width, height, defect)));
    }

    Tree copy(final String from, final String to) {
        try {
            return write(to, Files.readAllBytes(root.resolve(from)));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Tree write(final String file, final byte[] content) {
        try {
            final Path path = root.resolve(file);
            Files.createDirectories(path.getParent());
            Files.write(path, content);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    static List<String> ids(final List<Sample> samples) {
        return samples.stream().map(Sample::id).toList();
    }
}
