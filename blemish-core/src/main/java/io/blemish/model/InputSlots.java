package io.blemish.model;

import io.blemish.PictureException;
import io.blemish.image.Placement;
import io.blemish.image.Preprocessing;
import io.blemish.image.Size;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which of the inputs of networks belong to which picture. Each picture gives one, or as many as it has tiles, which follow each
 * other; all of them are counted from 0, and have a slot each in a store of patches.
 */
final class InputSlots {
    private final Preprocessing preprocessing;
    private final List<Size> sizes;
    private final int[] begins;

    private InputSlots(final Preprocessing preprocessing, final List<Size> sizes, final int[] begins) {
        this.preprocessing = preprocessing;
        this.sizes = sizes;
        this.begins = begins;
    }

    /** One slot for each of so many pictures. */
    static InputSlots ofWhole(final Preprocessing preprocessing, final int pictures) {
        return new InputSlots(
                preprocessing, List.of(), IntStream.rangeClosed(0, pictures).toArray());
    }

    /**
     * A slot for each tile of pictures of some sizes. A picture that is smaller than a tile has none.
     *
     * @param preprocessing with tiles
     */
    static InputSlots ofTiles(final Preprocessing preprocessing, final List<Size> sizes) {
        final int[] begins = new int[sizes.size() + 1];
        for (int i = 0; i < sizes.size(); i++) {
            begins[i + 1] = Math.addExact(begins[i], tiles(preprocessing, sizes.get(i)));
        }
        return new InputSlots(preprocessing, List.copyOf(sizes), begins);
    }

    private static int tiles(final Preprocessing preprocessing, final Size size) {
        try {
            return preprocessing.tiles(size).count();
        } catch (final PictureException e) {
            return 0;
        }
    }

    int total() {
        return begins[begins.length - 1];
    }

    /** The first slot of a picture. */
    int first(final int picture) {
        return begins[picture];
    }

    int count(final int picture) {
        return begins[picture + 1] - begins[picture];
    }

    /** All slots of some pictures, in their order. */
    int[] of(final int[] pictures) {
        return Arrays.stream(pictures)
                .flatMap(picture -> IntStream.range(begins[picture], begins[picture + 1]))
                .toArray();
    }

    /** The picture to which a slot belongs. */
    int picture(final int slot) {
        final int found = Arrays.binarySearch(begins, slot + 1);
        return found >= 0 ? found - 1 : -found - 2;
    }

    /** The same of some of the pictures, counted anew. */
    InputSlots only(final int[] pictures) {
        return sizes.isEmpty()
                ? ofWhole(preprocessing, pictures.length)
                : ofTiles(
                        preprocessing,
                        Arrays.stream(pictures).mapToObj(sizes::get).toList());
    }

    /** The sizes of the pictures; empty if they are not cut into tiles. */
    List<Size> sizes() {
        return sizes;
    }

    /** Where a picture's pixels lie in an input. */
    Placement placement(final int slot) {
        final int picture = picture(slot);
        return preprocessing.tiles(sizes.get(picture)).placement(slot - begins[picture]);
    }
}
