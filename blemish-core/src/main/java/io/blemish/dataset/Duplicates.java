package io.blemish.dataset;

import io.blemish.DatasetException;
import io.blemish.ErrorCode;
import io.blemish.parallel.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds pictures that are in a data set more than once: under other names, but the same to the byte. */
final class Duplicates {
    private Duplicates() {}

    /** A sentence for duplicates between training and test, one for those within either, in the samples' order. */
    static List<String> in(final Dataset dataset, final Workers workers) {
        final List<String> across = new ArrayList<>();
        final List<String> within = new ArrayList<>();
        for (final var group : groups(dataset.samples(), workers)) {
            final Sample first = group.get(0);
            for (final var other : group.subList(1, group.size())) {
                (other.split() == first.split() ? within : across).add(first.id() + " = " + other.id());
            }
        }
        final List<String> sentences = new ArrayList<>();
        if (!across.isEmpty()) {
            sentences.add("Pictures to fit on that are to test as well, the same to the byte: " + ShortList.of(across)
                    + "; they make the figures better than they should be.");
        }
        if (!within.isEmpty()) {
            sentences.add("Pictures that occur more than once, the same to the byte: " + ShortList.of(within) + ".");
        }
        return sentences;
    }

    private static List<List<Sample>> groups(final List<Sample> samples, final Workers workers) {
        final Map<Long, List<Sample>> bySize = new LinkedHashMap<>();
        for (final var sample : samples) {
            if (Files.isReadable(sample.picture())) {
                bySize.computeIfAbsent(size(sample.picture()), size -> new ArrayList<>())
                        .add(sample);
            }
        }
        // Only files of one size can be equal, so only those are read.
        final List<Sample> candidates = bySize.values().stream()
                .filter(group -> group.size() > 1)
                .flatMap(List::stream)
                .toList();
        final String[] hashes = new String[candidates.size()];
        workers.forEach(
                hashes.length,
                k -> hashes[k] =
                        HexFormat.of().formatHex(candidates.get(k).toPicture().sha256()));
        final Map<String, List<Sample>> byHash = new LinkedHashMap<>();
        for (int k = 0; k < hashes.length; k++) {
            byHash.computeIfAbsent(hashes[k], hash -> new ArrayList<>()).add(candidates.get(k));
        }
        return List.copyOf(byHash.values());
    }

    private static long size(final Path file) {
        try {
            return Files.size(file);
        } catch (final IOException e) {
            throw new DatasetException(
                    ErrorCode.DATA_SET_UNREADABLE,
                    "The picture " + file + " cannot be read (" + e + "); check its permissions.",
                    e);
        }
    }
}
