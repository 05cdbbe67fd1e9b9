package io.blemish.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.array.FloatFile;
import io.blemish.embedding.Patches;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Patches of so many pictures that an int does not count them, of which the partitions hold only a few. */
@Tag("long")
class SparkPatchesTest {
    private static final int SIDE = 28;
    private static final int EACH = SIDE * SIDE;
    private static final int DIMENSION = 3;
    private static final int PICTURES = 3_000_000;
    private static final int[] HELD = {7, 2_739_137, PICTURES - 1};

    private static Patches patches(final int picture) {
        final Random random = new Random(picture);
        final float[] values = new float[EACH * DIMENSION];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return new Patches(SIDE, SIDE, DIMENSION, values);
    }

    private static float[] patch(final long row) {
        final int from = (int) (row % EACH) * DIMENSION;
        return Arrays.copyOfRange(patches((int) (row / EACH)).values(), from, from + DIMENSION);
    }

    private static SparkPatches held() {
        final JavaSparkContext spark =
                JavaSparkContext.fromSparkContext(Sparks.local().sparkContext());
        final List<SlotPatches> pictures = IntStream.of(HELD)
                .mapToObj(picture -> new SlotPatches(picture, patches(picture)))
                .toList();
        return new SparkPatches(spark, spark.parallelize(pictures, 2), PICTURES, patches(0), Optional.empty());
    }

    @Test
    void patchesAreCopiedByNumbersOfMoreThan32Bits() {
        final long[] rows = {2_999_999L * EACH + 5, 7L * EACH + 783, 2_739_137L * EACH, 2_999_999L * EACH};
        try (SparkPatches held = held();
                FloatFile copy = held.copy(rows)) {
            for (int i = 0; i < rows.length; i++) {
                assertThat(copy.matrix(rows.length).row(i)).isEqualTo(patch(rows[i]));
            }
        }
    }

    @Test
    void aCoresetIsChosenAmongThem() {
        final int[] all = IntStream.range(0, PICTURES).toArray();
        final long start = 2_999_999L * EACH + 44;
        try (Workers workers = new Workers(1);
                SparkPatches held = held()) {
            final long[] picks = held.coreset(all, 20, start, workers, Progress.SILENT);
            assertThat(picks[0]).isEqualTo(start);
            assertThat(picks).doesNotHaveDuplicates();
            assertThat(LongStream.of(picks).map(pick -> pick / EACH).distinct())
                    .containsExactlyInAnyOrder(7L, 2_739_137L, 2_999_999L);
            final float[] last = patch(picks[1]);
            // The second pick is the point that is farthest from the first.
            final double farthest = IntStream.of(HELD)
                    .mapToLong(picture -> (long) picture * EACH)
                    .flatMap(first -> LongStream.range(first, first + EACH))
                    .mapToDouble(row -> squaredDistance(patch(start), patch(row)))
                    .max()
                    .orElseThrow();
            assertThat(squaredDistance(patch(start), last)).isEqualTo(farthest);
        }
    }

    private static double squaredDistance(final float[] one, final float[] other) {
        double sum = 0;
        for (int d = 0; d < one.length; d++) {
            sum += ((double) one[d] - other[d]) * ((double) one[d] - other[d]);
        }
        return sum;
    }
}
