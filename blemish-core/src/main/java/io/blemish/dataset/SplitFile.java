package io.blemish.dataset;

import io.blemish.BlemishException;
import io.blemish.DatasetException;
import io.blemish.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file that divides the good pictures into those to fit on and those to test.
 *
 * @param file the file's path
 * @param train names of pictures to fit on, in order
 * @param testNormal names of good pictures to test
 */
record SplitFile(Path file, List<String> train, List<String> testNormal) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final String SHAPE = "a split file is {\"train\": [names], \"test_normal\": [names]}";

    /** Refuses a split file for a layout that divides its pictures itself. */
    static void refuse(final DatasetOptions options, final DatasetLayout layout) {
        options.splitFile().ifPresent(file -> {
            throw new DatasetException(
                    ErrorCode.DATA_SET_UNREADABLE,
                    "The split file " + file + " does not go with the layout " + layout.commandName()
                            + ", whose folders divide the pictures already; leave it out.");
        });
    }

    /**
     * Reads the file.
     *
     * @throws BlemishException if it does not exist or is no split file
     */
    static SplitFile read(final Path file) {
        if (!Files.isRegularFile(file)) {
            throw new DatasetException(
                    ErrorCode.DATA_SET_UNREADABLE,
                    "The split file " + file + " does not exist or is no file; check the path.");
        }
        try {
            final JsonNode root = JSON.readTree(file);
            return new SplitFile(file, names(file, root, "train"), names(file, root, "test_normal"));
        } catch (final JacksonException e) {
            throw new DatasetException(
                    ErrorCode.DATA_SET_UNREADABLE,
                    "The split file " + file + " is not valid JSON (" + e.getOriginalMessage() + "); " + SHAPE + ".",
                    e);
        }
    }

    private static List<String> names(final Path file, final JsonNode root, final String key) {
        final JsonNode list = root.path(key);
        if (!list.isArray()) {
            throw new DatasetException(
                    ErrorCode.DATA_SET_UNREADABLE,
                    "The split file " + file + " has no list \"" + key + "\"; " + SHAPE + ".");
        }
        final List<String> names = new ArrayList<>();
        for (final var item : list) {
            if (!item.isString()) {
                throw new DatasetException(
                        ErrorCode.DATA_SET_UNREADABLE,
                        "The split file " + file + " has " + item + " in \"" + key + "\", which is no name; " + SHAPE
                                + ".");
            }
            names.add(item.asString());
        }
        return names;
    }

    /**
     * Divides pictures by the file, and warns of pictures that it does not name.
     *
     * @throws BlemishException if the file names a picture that is not there, or one twice
     */
    GoodPictures divide(final Folder root, final List<Path> pictures, final DatasetBuilder found) {
        final Map<String, List<Path>> byName = index(root, pictures);
        final Set<Path> taken = new HashSet<>();
        final GoodPictures divided =
                new GoodPictures(find(byName, train, taken, root), find(byName, testNormal, taken, root));
        final List<String> left = pictures.stream()
                .filter(picture -> !taken.contains(picture))
                .map(root::idOf)
                .toList();
        if (!left.isEmpty()) {
            found.warn("Good pictures that " + file + " does not name, so left out: " + ShortList.of(left) + ".");
        }
        return divided;
    }

    private static Map<String, List<Path>> index(final Folder root, final List<Path> pictures) {
        final Map<String, List<Path>> byName = new HashMap<>();
        for (final var picture : pictures) {
            for (final var name : Set.of(PictureFile.stem(picture), PictureFile.name(picture))) {
                byName.computeIfAbsent(name, key -> new ArrayList<>()).add(picture);
            }
            byName.put(root.idOf(picture), List.of(picture));
        }
        return byName;
    }

    private List<Path> find(
            final Map<String, List<Path>> byName, final List<String> names, final Set<Path> taken, final Folder root) {
        final List<String> missing =
                names.stream().filter(name -> !byName.containsKey(name)).toList();
        if (!missing.isEmpty()) {
            throw new DatasetException(
                    ErrorCode.DATA_SET_UNREADABLE,
                    "The split file " + file + " names good pictures that " + root.path() + " does not hold: "
                            + ShortList.of(missing) + "; is it another data set's?");
        }
        final List<Path> found = new ArrayList<>();
        for (final var name : names) {
            final List<Path> pictures = byName.getOrDefault(name, List.of());
            if (pictures.size() > 1) {
                throw new DatasetException(
                        ErrorCode.DATA_SET_UNREADABLE,
                        "The split file " + file + " names " + name + ", which could be "
                                + ShortList.of(pictures.stream().map(root::idOf).toList()) + "; name it by its path.");
            }
            final Path picture = pictures.get(0);
            if (!taken.add(picture)) {
                throw new DatasetException(
                        ErrorCode.DATA_SET_UNREADABLE,
                        "The split file " + file + " names " + name
                                + " twice; a picture is to fit on or to test, once.");
            }
            found.add(picture);
        }
        return found;
    }
}
