package io.blemish.model;

import io.blemish.PictureException;
import io.blemish.alignment.Pose;
import io.blemish.alignment.Turns;
import io.blemish.image.Placement;
import io.blemish.image.Preprocessing;
import io.blemish.image.Size;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which of the inputs of networks belong to which picture. Each picture gives one, as many as it has tiles, or itself and its
 * turned copies, which follow each other; all of them are counted from 0, and have a slot each in a store of patches.
 */
final class InputSlots {
    private final Preprocessing preprocessing;
    private final List<Size> sizes;
    private final Optional<Turns> turns;
    private final int[] begins;

    private InputSlots(
            final Preprocessing preprocessing,
            final List<Size> sizes,
            final Optional<Turns> turns,
            final int[] begins) {
        this.preprocessing = preprocessing;
        this.sizes = sizes;
        this.turns = turns;
        this.begins = begins;
    }

    /**
     * One slot for each of so many pictures, or as many as a picture and its turned copies are.
     *
     * @param turns of the copies, if there are some
     */
    static InputSlots ofWhole(final Preprocessing preprocessing, final int pictures, final Optional<Turns> turns) {
        final int each = turns.map(Turns::count).orElse(1);
        return new InputSlots(
                preprocessing,
                List.of(),
                turns,
                IntStream.rangeClosed(0, pictures)
                        .map(picture -> Math.multiplyExact(picture, each))
                        .toArray());
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
        return new InputSlots(preprocessing, List.copyOf(sizes), Optional.empty(), begins);
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

    /** The slots by which a picture is judged: all of its tiles, or the picture without its turned copies. */
    int[] judged(final int picture) {
        final int end = turns.isPresent() ? begins[picture] + 1 : begins[picture + 1];
        return IntStream.range(begins[picture], end).toArray();
    }

    /** The slots of the turned copies of some pictures, without the pictures themselves. */
    int[] copies(final int[] pictures) {
        return Arrays.stream(pictures)
                .flatMap(picture -> IntStream.range(begins[picture] + 1, begins[picture + 1]))
                .toArray();
    }

    /** How the picture of a slot is turned, if it is a copy that is. */
    Optional<Pose> turn(final int slot) {
        return turns.map(each -> each.pose(slot % each.count()));
    }

    /** The picture to which a slot belongs. */
    int picture(final int slot) {
        final int found = Arrays.binarySearch(begins, slot + 1);
        return found >= 0 ? found - 1 : -found - 2;
    }

    /** The same of some of the pictures, counted anew. */
    InputSlots only(final int[] pictures) {
        return sizes.isEmpty()
                ? ofWhole(preprocessing, pictures.length, turns)
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
