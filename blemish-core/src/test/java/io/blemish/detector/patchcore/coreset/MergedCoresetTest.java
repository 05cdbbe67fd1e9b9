package io.blemish.detector.patchcore.coreset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.array.FloatMatrix;
import io.blemish.parallel.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MergedCoresetTest {
    private static final int DIMENSION = 3;

    @Test
    void blocksAreMergedAndReducedAsByAPlainSolution() {
        for (int seed = 0; seed < 30; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final int most = 1 + random.nextInt(12);
            final List<List<double[]>> blocks = new ArrayList<>();
            for (int b = 0; b < 1 + random.nextInt(9); b++) {
                blocks.add(points(1 + random.nextInt(40), random));
            }
            try (Workers workers = new Workers(1 + seed % 3)) {
                final MergedCoreset coreset = new MergedCoreset(most, workers);
                int at = 0;
                for (final List<double[]> block : blocks) {
                    coreset.add(
                            matrix(block),
                            IntStream.range(at, at + block.size()).toArray());
                    at += block.size();
                }
                final MergedCoreset.Chosen chosen = coreset.all();
                final List<double[]> expected = plain(blocks, most);
                final List<double[]> all = blocks.stream().flatMap(List::stream).toList();
                assertThat(chosen.points().rows()).as("seed %d", seed).isEqualTo(expected.size());
                for (int i = 0; i < expected.size(); i++) {
                    assertThat(all.get(chosen.sources()[i]))
                            .as("seed %d, pick %d", seed, i)
                            .isEqualTo(expected.get(i));
                    assertThat(chosen.points().row(i)[0]).isEqualTo((float) expected.get(i)[0]);
                }
            }
        }
    }

    /** Eight blocks end as one coreset of the third rank, which must not hold fewer points than were asked for. */
    @Test
    void aPowerOfTwoOfBlocksFillsTheCoreset() {
        final SplittableRandom random = new SplittableRandom(9);
        try (Workers workers = new Workers(2)) {
            final MergedCoreset coreset = new MergedCoreset(300, workers);
            for (int block = 0; block < 8; block++) {
                coreset.add(
                        matrix(points(400, random)),
                        IntStream.range(block * 400, block * 400 + 400).toArray());
            }
            final MergedCoreset.Chosen chosen = coreset.all();
            assertThat(chosen.points().rows()).isEqualTo(300);
            assertThat(IntStream.of(chosen.sources()).distinct().count()).isEqualTo(300);
        }
    }

    @Test
    void withoutPointsThereIsNoCoreset() {
        try (Workers workers = new Workers(1)) {
            final MergedCoreset coreset = new MergedCoreset(2, workers);
            assertThatThrownBy(coreset::all).isInstanceOf(IllegalStateException.class);
        }
    }

    private static List<double[]> plain(final List<List<double[]>> blocks, final int most) {
        final TreeMap<Integer, List<double[]>> levels = new TreeMap<>();
        for (final List<double[]> block : blocks) {
            List<double[]> candidate = farthestFirst(block, most);
            int level = 0;
            while (levels.containsKey(level)) {
                final List<double[]> both = new ArrayList<>(levels.remove(level));
                both.addAll(candidate);
                candidate = farthestFirst(both, most);
                level++;
            }
            levels.put(level, candidate);
        }
        return farthestFirst(levels.values().stream().flatMap(List::stream).toList(), most);
    }

    private static List<double[]> farthestFirst(final List<double[]> points, final int most) {
        if (points.size() <= most) {
            return points;
        }
        final double[] mean = new double[DIMENSION];
        points.forEach(point -> IntStream.range(0, DIMENSION).forEach(d -> mean[d] += point[d] / points.size()));
        final List<double[]> picks = new ArrayList<>();
        while (picks.size() < most) {
            final List<double[]> from = picks.isEmpty() ? List.of(mean) : picks;
            double[] farthest = points.get(0);
            for (final double[] point : points) {
                farthest = nearest(point, from) > nearest(farthest, from) ? point : farthest;
            }
            picks.add(farthest);
        }
        return picks;
    }

    private static double nearest(final double[] point, final List<double[]> others) {
        return others.stream()
                .mapToDouble(other -> IntStream.range(0, DIMENSION)
                        .mapToDouble(d -> (point[d] - other[d]) * (point[d] - other[d]))
                        .sum())
                .min()
                .orElseThrow();
    }

    /** Small whole numbers would tie; these do not. */
    private static List<double[]> points(final int count, final SplittableRandom random) {
        return IntStream.range(0, count)
                .mapToObj(i -> IntStream.range(0, DIMENSION)
                        .mapToDouble(d -> (float) random.nextDouble())
                        .toArray())
                .toList();
    }

    private static FloatMatrix matrix(final List<double[]> points) {
        final float[] values = new float[points.size() * DIMENSION];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) points.get(i / DIMENSION)[i % DIMENSION];
        }
        return FloatMatrix.wrap(values, points.size(), DIMENSION);
    }
}
