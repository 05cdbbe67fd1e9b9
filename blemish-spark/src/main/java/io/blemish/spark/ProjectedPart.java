package io.blemish.spark;

import io.blemish.array.FloatMatrix;
import io.blemish.embedding.RandomProjection;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The pictures of a partition, as a coreset is to see them.
 *
 * @param slots the pictures' numbers, ascending
 * @param columns values of a point
 * @param values of the points of each picture; those of all may be more than one array holds
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ProjectedPart(int[] slots, int columns, float[][] values) implements Serializable {
    /**
     * Projects the pictures of a partition.
     *
     * @param projection null if points are compared as they are
     */
    static ProjectedPart of(final Iterator<SlotPatches> pictures, final @Nullable RandomProjection projection) {
        final List<Projected> projected = new ArrayList<>();
        int columns = 0;
        while (pictures.hasNext()) {
            final SlotPatches picture = pictures.next();
            final float[] values = picture.patches().values();
            projected.add(new Projected(
                    picture.slot(),
                    projection == null
                            ? values
                            : projection.apply(values, picture.patches().count())));
            columns = Optional.ofNullable(projection)
                    .map(RandomProjection::dimension)
                    .orElse(picture.patches().dimension());
        }
        projected.sort(Comparator.comparingInt(Projected::slot));
        return new ProjectedPart(
                projected.stream().mapToInt(Projected::slot).toArray(),
                columns,
                projected.stream().map(Projected::values).toArray(float[][]::new));
    }

    private record Projected(int slot, float[] values) {}

    /** The number of a picture in this partition; below 0 if it lies elsewhere. */
    private int place(final int slot) {
        return Arrays.binarySearch(slots, slot);
    }

    /** One point, if its picture lies here. */
    Optional<float[]> point(final int slot, final int patch) {
        final int place = place(slot);
        if (place < 0) {
            return Optional.empty();
        }
        return Optional.of(Arrays.copyOfRange(values[place], patch * columns, (patch + 1) * columns));
    }

    /** The points of some pictures. */
    FloatMatrix points(final int[] wanted) {
        final List<float[]> blocks =
                IntStream.of(wanted).mapToObj(slot -> values[place(slot)]).toList();
        return FloatMatrix.wrap(blocks, values[0].length / columns, columns);
    }

    /** Those of some pictures, ascending, that lie here, as positions in the list that is given. */
    int[] positions(final int[] pictures) {
        final int[] positions = new int[slots.length];
        int count = 0;
        for (final int slot : slots) {
            final int position = Arrays.binarySearch(pictures, slot);
            if (position >= 0) {
                positions[count++] = position;
            }
        }
        return Arrays.copyOf(positions, count);
    }
}
