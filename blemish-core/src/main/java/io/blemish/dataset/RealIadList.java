package io.blemish.dataset;

import io.blemish.BlemishException;
import io.blemish.DatasetException;
import io.blemish.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The list of a category of Real-IAD: {@code {"meta": {"normal_class": "OK"}, "train": [...], "test": [...]}}, in which
 * each picture has an {@code image_path}, an {@code anomaly_class} and a {@code mask_path}, with paths from the
 * category's folder. A view that does not show the defect of a bad part has no mask; it is good, as in the authors'
 * code.
 *
 * @param file the list
 * @param train the pictures that are listed to fit on
 * @param test the pictures that are listed to test
 */
record RealIadList(Path file, List<Entry> train, List<Entry> test) {
    private static final String GOOD = "OK";

    /**
     * One picture.
     *
     * @param picture the file
     * @param kind the defect's code, or that of good parts
     * @param mask the mask; {@link Mask.None} for a good picture
     */
    record Entry(Path picture, String kind, Mask mask) {
        boolean isGood() {
            return mask instanceof Mask.None;
        }
    }

    /**
     * Reads a list.
     *
     * @param file the list
     * @param root the category's folder
     * @throws BlemishException if it is not such a list, or names pictures that are not there
     */
    static RealIadList read(final Path file, final Folder root) {
        final JsonNode list = json(file);
        final String good = list.path("meta").path("normal_class").asString(GOOD);
        final RealIadList read = new RealIadList(
                file, entries(file, list, "train", good, root), entries(file, list, "test", good, root));
        final List<String> missing = Stream.concat(read.train.stream(), read.test.stream())
                .filter(entry -> !Files.isRegularFile(entry.picture()))
                .map(entry -> root.idOf(entry.picture()))
                .toList();
        if (!missing.isEmpty()) {
            throw new DatasetException(
                    ErrorCode.DATA_SET_UNREADABLE,
                    file + " names pictures that are not below " + root.path() + ": " + ShortList.of(missing)
                            + "; is it another category's?");
        }
        return read;
    }

    /** Whether a file has what such a list has, whatever the pictures are that it names. */
    static boolean isOne(final Path file) {
        try {
            final JsonNode list = json(file);
            return list.path("meta").isObject()
                    && list.path("train").isArray()
                    && list.path("test").isArray();
        } catch (final DatasetException e) {
            return false;
        }
    }

    /** Adds the pictures, without the defective ones among those to fit on. */
    void addTo(final DatasetBuilder found) {
        for (final Entry entry : train) {
            if (entry.isGood()) {
                found.train(List.of(entry.picture()), entry.kind());
            }
        }
        found.warnLeftOut(
                "\"train\" in " + file + " that are not good",
                train.stream()
                        .filter(entry -> !entry.isGood())
                        .map(Entry::picture)
                        .toList(),
                "only good pictures are to fit on");
        final List<String> without = new ArrayList<>();
        for (final Entry entry : test) {
            if (entry.isGood()) {
                found.testNormal(List.of(entry.picture()), entry.kind());
            } else {
                final boolean drawn = entry.mask() instanceof Mask.Picture mask && Files.isRegularFile(mask.file());
                if (!drawn) {
                    without.add(found.idOf(entry.picture()));
                }
                found.testAnomalous(entry.picture(), entry.kind(), drawn ? entry.mask() : new Mask.Unknown());
            }
        }
        if (!without.isEmpty()) {
            found.warn("Without a mask, so left out of the pixel figures: " + ShortList.of(without) + ".");
        }
    }

    private static JsonNode json(final Path file) {
        if (!Files.isRegularFile(file)) {
            throw new DatasetException(
                    ErrorCode.DATA_SET_UNREADABLE,
                    "The list " + file + " does not exist or is no file; check the path.");
        }
        try {
            return JsonMapper.shared().readTree(file);
        } catch (final JacksonException e) {
            throw new DatasetException(
                    ErrorCode.DATA_SET_UNREADABLE,
                    file + " is not valid JSON (" + e.getOriginalMessage() + "); unpack the data set again.",
                    e);
        }
    }

    private static List<Entry> entries(
            final Path file, final JsonNode list, final String part, final String good, final Folder root) {
        final JsonNode listed = list.path(part);
        if (!listed.isArray()) {
            throw wrong(file, "there is no list \"" + part + "\"");
        }
        final List<Entry> entries = new ArrayList<>();
        for (final JsonNode entry : listed) {
            entries.add(entry(file, entry, good, root));
        }
        return entries;
    }

    private static Entry entry(final Path file, final JsonNode entry, final String good, final Folder root) {
        final String kind = text(file, entry, "anomaly_class");
        final Path picture = ListedPath.below(file, root.path(), text(file, entry, "image_path"));
        final boolean unmarked = kind.equals(good) || !entry.path("mask_path").isString();
        return unmarked
                ? new Entry(picture, good, new Mask.None())
                : new Entry(
                        picture,
                        kind,
                        new Mask.Picture(ListedPath.below(file, root.path(), text(file, entry, "mask_path"))));
    }

    private static String text(final Path file, final JsonNode entry, final String key) {
        final String text = entry.path(key).asString("");
        if (text.isEmpty()) {
            throw wrong(file, "\"" + key + "\" is missing from " + entry);
        }
        return text;
    }

    private static DatasetException wrong(final Path file, final String what) {
        return new DatasetException(
                ErrorCode.DATA_SET_UNREADABLE, file + " is not a list as Real-IAD has it: " + what + ".");
    }
}
