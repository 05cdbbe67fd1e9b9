package io.blemish.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.blemish.parallel.Workers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RegionIouTest {
    private static final double ROUNDING = 1e-12;
    private static final Workers WORKERS = new Workers(2);

    @AfterAll
    static void stop() {
        WORKERS.close();
    }

    @Test
    void takesTheBestMarkOfEachTrueRegion() {
        // The first true region has 4 pixels; marks cover 3 of them with 1 more, and none of the second region.
        final float[] scores = {
            0, 5, 5, 0, 0, 0,
            0, 5, 0, 0, 0, 0,
            0, 5, 0, 0, 0, 9
        };
        final boolean[] mask = new boolean[18];
        for (final int i : new int[] {1, 2, 7, 8, 17 - 1}) {
            mask[i] = true;
        }
        final RegionIou iou = RegionIou.of(List.of(new PixelMap(6, 3, scores, mask)), 1, WORKERS)
                .orElseThrow();
        assertThat(iou.regions()).isEqualTo(2);
        assertThat(iou.atThreshold()).isCloseTo((3.0 / 5 + 0) / 2, within(ROUNDING));
    }

    @Test
    void aPerfectMarkIsOneAndAMarkOfAllIsTheShareOfTheRegion() {
        final boolean[] mask = new boolean[100];
        Arrays.fill(mask, 40, 60, true);
        final float[] scores = new float[100];
        Arrays.fill(scores, 40, 60, 1);
        final List<PixelMap> maps = List.of(new PixelMap(10, 10, scores, mask));
        assertThat(RegionIou.of(maps, 0.5f, WORKERS).orElseThrow().atThreshold())
                .isEqualTo(1);
        assertThat(RegionIou.of(maps, -1, WORKERS).orElseThrow().atThreshold()).isEqualTo(0.2);
        assertThat(RegionIou.of(maps, 1, WORKERS).orElseThrow().atThreshold()).isEqualTo(0);
        assertThat(RegionIou.of(maps, 1, WORKERS).orElseThrow().best().iou()).isEqualTo(1);
    }

    @Test
    void isNotDefinedWithoutATrueRegion() {
        assertThat(RegionIou.of(List.of(PixelMap.ofGood(2, 1, new float[2])), 0, WORKERS))
                .isEmpty();
        assertThat(RegionIou.of(List.of(), 0, WORKERS)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = RandomMaps.class,
            names = {"SPREAD", "HEAVY_TIES", "INVERTED", "SEPARATED"})
    void agreesWithSetsOfPixels(final RandomMaps kind) {
        for (long seed = 0; seed < 40; seed++) {
            final List<PixelMap> maps = kind.maps(seed);
            final float threshold = maps.get(0).scores()[0];
            final List<Double> best = plainBest(maps, threshold);
            final var iou = RegionIou.of(maps, threshold, WORKERS);
            assertThat(iou.isPresent()).isEqualTo(!best.isEmpty());
            iou.ifPresent(found -> {
                assertThat(found.regions()).isEqualTo(best.size());
                assertThat(found.atThreshold())
                        .isCloseTo(
                                best.stream()
                                        .mapToDouble(Double::doubleValue)
                                        .average()
                                        .orElseThrow(),
                                within(ROUNDING));
                for (final RegionIou.Point point : found.curve()) {
                    assertThat(point.iou())
                            .isCloseTo(
                                    plainBest(maps, point.threshold()).stream()
                                            .mapToDouble(Double::doubleValue)
                                            .average()
                                            .orElseThrow(),
                                    within(ROUNDING));
                    assertThat(point.iou()).isLessThanOrEqualTo(found.best().iou());
                }
            });
        }
    }

    private static List<Double> plainBest(final List<PixelMap> maps, final float threshold) {
        final List<Double> all = new ArrayList<>();
        for (final PixelMap map : maps) {
            if (map.mask().length == 0) {
                continue;
            }
            final boolean[] marked = new boolean[map.scores().length];
            for (int i = 0; i < marked.length; i++) {
                marked[i] = map.scores()[i] > threshold;
            }
            final List<Set<Integer>> marks = parts(marked, map.width());
            for (final Set<Integer> region : parts(map.mask(), map.width())) {
                all.add(marks.stream()
                        .mapToDouble(mark -> iou(region, mark))
                        .max()
                        .orElse(0));
            }
        }
        return all;
    }

    private static double iou(final Set<Integer> one, final Set<Integer> other) {
        final Set<Integer> both = new HashSet<>(one);
        both.retainAll(other);
        return (double) both.size() / (one.size() + other.size() - both.size());
    }

    /** The connected parts, by a walk from each pixel not yet seen. */
    private static List<Set<Integer>> parts(final boolean[] mask, final int width) {
        final List<Set<Integer>> parts = new ArrayList<>();
        final boolean[] seen = new boolean[mask.length];
        for (int start = 0; start < mask.length; start++) {
            final Set<Integer> part = new HashSet<>();
            final Deque<Integer> next = new ArrayDeque<>(List.of(start));
            while (!next.isEmpty()) {
                final int at = next.pop();
                if (!mask[at] || seen[at]) {
                    continue;
                }
                seen[at] = true;
                part.add(at);
                for (int dy = -1; dy <= 1; dy++) {
                    for (int dx = -1; dx <= 1; dx++) {
                        final int x = at % width + dx;
                        final int y = at / width + dy;
                        if (x >= 0 && x < width && y >= 0 && y < mask.length / width) {
                            next.push(y * width + x);
                        }
                    }
                }
            }
            if (!part.isEmpty()) {
                parts.add(part);
            }
        }
        return parts;
    }
}
