package io.blemish.dataset;

import io.blemish.BlemishException;
import io.blemish.DatasetException;
import io.blemish.ErrorCode;
import io.blemish.image.ImageDecoder;
import io.blemish.parallel.Workers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Pictures of a data set that draws a mask for every one of them, and says nowhere else which are good: a picture is
 * good if its mask is black.
 *
 * @param good the good pictures, in order
 * @param defective the mask of each other picture, in the pictures' order
 */
record DrawnMasks(List<Path> good, Map<Path, Path> defective) {
    private static final String GOOD = "good";
    private static final String DEFECT = "defect";

    /**
     * Looks at the masks.
     *
     * @param root the data set's folder, for a message
     * @param pictures in order
     * @param maskOf finds the mask of a picture
     * @throws BlemishException if a picture has no mask, or one that cannot be read
     */
    static DrawnMasks of(final Folder root, final List<Path> pictures, final Function<Path, Optional<Path>> maskOf) {
        final List<Path> masks = masks(root, pictures, maskOf);
        final boolean[] defective = new boolean[masks.size()];
        final ImageDecoder decoder = new ImageDecoder();
        try (Workers workers = Workers.ofAllProcessors()) {
            workers.forEach(
                    defective.length,
                    k -> defective[k] = decoder.decodeMask(masks.get(k)).count() > 0);
        }
        final List<Path> good = new ArrayList<>();
        final Map<Path, Path> drawn = new LinkedHashMap<>();
        for (int k = 0; k < defective.length; k++) {
            if (defective[k]) {
                drawn.put(pictures.get(k), masks.get(k));
            } else {
                good.add(pictures.get(k));
            }
        }
        return new DrawnMasks(good, drawn);
    }

    private static List<Path> masks(
            final Folder root, final List<Path> pictures, final Function<Path, Optional<Path>> maskOf) {
        final List<Path> masks = new ArrayList<>();
        final List<String> without = new ArrayList<>();
        for (final Path picture : pictures) {
            maskOf.apply(picture).ifPresentOrElse(masks::add, () -> without.add(root.idOf(picture)));
        }
        if (!without.isEmpty()) {
            throw new DatasetException(
                    ErrorCode.DATA_SET_UNREADABLE,
                    root.path() + " has pictures without a mask, which alone would say whether they are good: "
                            + ShortList.of(without) + "; unpack the data set again.");
        }
        return masks;
    }

    /** Finds masks by the stem that they have. */
    static Map<String, Path> byStem(final List<Path> files) {
        final Map<String, Path> byStem = new LinkedHashMap<>();
        files.forEach(file -> byStem.put(PictureFile.stem(file), file));
        return byStem;
    }

    /** Adds good pictures to test, and the others with their masks. */
    void test(final DatasetBuilder found) {
        found.testNormal(good, GOOD);
        testDefective(found);
    }

    /** Adds the defective pictures with their masks. */
    void testDefective(final DatasetBuilder found) {
        defective.forEach((picture, mask) -> found.testAnomalous(picture, DEFECT, new Mask.Picture(mask)));
    }

    /** Adds the good pictures to fit on, and warns that the others are left out. */
    void train(final Folder folder, final DatasetBuilder found) {
        found.train(good, GOOD);
        found.warnOfTraining(folder, List.copyOf(defective.keySet()));
    }
}
