package io.blemish.detector.patchcore.coreset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.array.FloatMatrix;
import io.blemish.array.PointCloud;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the data, the picks are those of the definition. */
class GreedyCoresetTest {
    private static final int SEEDS = 8;
    private static final List<Workers> WORKERS = List.of(new Workers(1), new Workers(2), new Workers(5));

    @AfterAll
    static void stop() {
        WORKERS.forEach(Workers::close);
    }

    @ParameterizedTest
    @EnumSource(PointCloud.class)
    void picksAsTheDefinition(final PointCloud cloud) {
        for (int seed = 0; seed < SEEDS; seed++) {
            final Random random = new Random(seed);
            final int rows = 1 + random.nextInt(2500);
            final int dimension = 1 + random.nextInt(40);
            final int count = 1 + random.nextInt(Math.min(rows, 150));
            check(cloud, random, rows, dimension, count);
        }
    }

    @ParameterizedTest
    @EnumSource(PointCloud.class)
    void picksAsTheDefinitionInTheDimensionsOfAProjection(final PointCloud cloud) {
        check(cloud, new Random(0), 6000, 128, 100);
    }

    @ParameterizedTest
    @EnumSource(PointCloud.class)
    void picksEveryPointOnce(final PointCloud cloud) {
        for (int seed = 0; seed < 4; seed++) {
            final Random random = new Random(seed);
            final int rows = 1 + random.nextInt(700);
            check(cloud, random, rows, 1 + random.nextInt(5), rows);
        }
    }

    private static void check(
            final PointCloud cloud, final Random random, final int rows, final int dimension, final int count) {
        final float[] points = cloud.draw(random, rows, dimension);
        final int start = random.nextInt(rows);
        final int[] expected = QuadraticCoreset.select(points, rows, dimension, count, start);
        for (final Workers workers : WORKERS) {
            assertThat(GreedyCoreset.select(
                            FloatMatrix.wrap(points, rows, dimension), count, start, workers, Progress.SILENT))
                    .as(
                            "%s, %d x %d, %d picks from %d, %d threads",
                            cloud, rows, dimension, count, start, workers.threads())
                    .isEqualTo(expected);
        }
    }

    /** The known picks first, and all others in the order of their rows: then a choice goes on as if it had not stopped. */
    @ParameterizedTest
    @EnumSource(PointCloud.class)
    void goesOnFromKnownPicksAsTheDefinition(final PointCloud cloud) {
        for (int seed = 0; seed < SEEDS; seed++) {
            final Random random = new Random(100 + seed);
            final int rows = 2 + random.nextInt(1500);
            final int dimension = 1 + random.nextInt(40);
            final int count = 1 + random.nextInt(Math.min(rows, 150));
            final int known = 1 + random.nextInt(count);
            final float[] points = cloud.draw(random, rows, dimension);
            final int[] expected = QuadraticCoreset.select(points, rows, dimension, count, random.nextInt(rows));
            final int[] order = IntStream.concat(
                            Arrays.stream(expected, 0, known),
                            IntStream.range(0, rows)
                                    .filter(row ->
                                            Arrays.stream(expected, 0, known).noneMatch(pick -> pick == row)))
                    .toArray();
            final FloatMatrix moved = FloatMatrix.wrap(points, rows, dimension).select(order);
            for (final Workers workers : WORKERS) {
                assertThat(IntStream.of(GreedyCoreset.extend(moved, known, count, workers, Progress.SILENT))
                                .map(pick -> order[pick]))
                        .as("%s, %d of %d from %d", cloud, count, rows, known)
                        .containsExactly(IntStream.of(expected).boxed().toArray(Integer[]::new));
            }
        }
    }

    @Test
    void reportsItsProgress() {
        final List<Long> done = new ArrayList<>();
        GreedyCoreset.select(
                FloatMatrix.wrap(PointCloud.GAUSSIAN.draw(new Random(1), 500, 8), 500, 8),
                40,
                3,
                WORKERS.get(1),
                (stage, count, total) -> {
                    assertThat(stage).isEqualTo("coreset");
                    assertThat(total).isEqualTo(40);
                    done.add(count);
                });
        assertThat(done).isSorted().last().isEqualTo(40L);
    }

    @Test
    void refusesValuesThatAreNotNumbers() {
        for (final float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            final float[] points = PointCloud.GAUSSIAN.draw(new Random(2), 5000, 3);
            points[4321 * 3 + 1] = bad;
            assertThatThrownBy(() -> GreedyCoreset.select(
                            FloatMatrix.wrap(points, 5000, 3), 10, 0, WORKERS.get(1), Progress.SILENT))
                    .isInstanceOf(BlemishException.class)
                    .hasMessageContaining("patch 4321")
                    .hasMessageContaining(Float.toString(bad));
        }
    }

    @Test
    void refusesImpossibleCounts() {
        final FloatMatrix points = FloatMatrix.wrap(new float[6], 3, 2);
        for (final int count : new int[] {0, -1, 4}) {
            assertThatThrownBy(() -> GreedyCoreset.select(points, count, 0, WORKERS.get(0), Progress.SILENT))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (final int[] bad : new int[][] {{0, 2}, {3, 2}, {1, 4}}) {
            assertThatThrownBy(() -> GreedyCoreset.extend(points, bad[0], bad[1], WORKERS.get(0), Progress.SILENT))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (final int start : new int[] {-1, 3}) {
            assertThatThrownBy(() -> GreedyCoreset.select(points, 1, start, WORKERS.get(0), Progress.SILENT))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
