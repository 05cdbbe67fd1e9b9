package io.blemish.metric;

import io.blemish.array.ConnectedComponents;
import io.blemish.parallel.Workers;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How well the regions that a threshold marks have the outline of the true ones. For every true region the best overlap
 * with a region that is marked in the same picture is taken, as the intersection over the union (IoU); 0 if none touches
 * it. The figure is the mean over all true regions.
 *
 * <p>Some reviews of the field call this the per-region overlap, PRO. It is another measure than the PRO of
 * {@link PixelMetrics}, which takes the share of a true region that is covered and does not punish a mark that is too large;
 * so it has another name here.
 *
 * <p>True regions are the connected parts of the masks, marked ones the connected parts of the map above the threshold,
 * both by 8-neighbourhood, as the regions of a verdict are.
 *
 * @param regions how many true regions there are
 * @param threshold the threshold of the model
 * @param atThreshold the mean of the best IoU at that threshold, in {@code [0, 1]}
 * @param best the highest mean in the curve, with its threshold
 * @param curve the mean at {@value #CURVE_POINTS} thresholds, in ascending order
 */
public record RegionIou(int regions, float threshold, double atThreshold, Point best, List<Point> curve) {
    /** Each threshold labels all maps anew, and the mean changes slowly. */
    static final int CURVE_POINTS = 40;

    /**
     * One point of the curve.
     *
     * @param threshold values above it are marked
     * @param iou the mean of the best IoU, in {@code [0, 1]}
     */
    public record Point(float threshold, double iou) {}

    /**
     * Copies the list.
     *
     * @param regions the number of true regions
     * @param threshold the threshold of the model
     * @param atThreshold the mean of the best IoU at that threshold
     * @param best the highest mean in the curve
     * @param curve the mean at several thresholds; copied
     */
    public RegionIou {
        curve = List.copyOf(curve);
    }

    /**
     * Computes the mean of the best IoU at a threshold and over a range of thresholds, which are spaced evenly from the
     * median of the values in defective pictures to the highest.
     *
     * @param maps one for each picture, of any sizes; those without a defect do not count. Each is asked for twice and
     *     not kept, so that the list may make its elements on demand
     * @param threshold of the model
     * @param workers share the pictures; the figures do not depend on them
     * @return the figures; empty without a true region
     */
    public static Optional<RegionIou> of(final List<PixelMap> maps, final float threshold, final Workers workers) {
        final float[] medians = new float[maps.size()];
        final float[] highest = new float[maps.size()];
        final boolean[] defective = new boolean[maps.size()];
        workers.forEach(maps.size(), m -> {
            final PixelMap map = maps.get(m);
            defective[m] = !map.isGood();
            if (defective[m]) {
                final float[] sorted = map.scores().clone();
                Arrays.sort(sorted);
                medians[m] = sorted[sorted.length / 2];
                highest[m] = sorted[sorted.length - 1];
            }
        });
        final int[] counted =
                IntStream.range(0, maps.size()).filter(m -> defective[m]).toArray();
        if (counted.length == 0) {
            return Optional.empty();
        }
        final float[] thresholds = thresholds(
                (float) IntStream.of(counted).mapToDouble(m -> medians[m]).min().orElseThrow(),
                (float) IntStream.of(counted).mapToDouble(m -> highest[m]).max().orElseThrow(),
                threshold);
        final double[][] sums = new double[counted.length][];
        final int[] regions = new int[counted.length];
        workers.forEach(counted.length, i -> {
            final PixelMap map = maps.get(counted[i]);
            final ConnectedComponents truth = ConnectedComponents.of(map.mask(), map.width(), map.height());
            regions[i] = truth.count();
            sums[i] = sumsOfBest(map, truth, thresholds);
        });
        return Optional.of(of(thresholds, sums, IntStream.of(regions).sum()));
    }

    /** The thresholds of the curve, and the model's at the end. */
    private static float[] thresholds(final float low, final float high, final float ofModel) {
        final float[] thresholds = new float[CURVE_POINTS + 1];
        for (int k = 0; k < CURVE_POINTS; k++) {
            thresholds[k] = low + (high - low) * k / CURVE_POINTS;
        }
        thresholds[CURVE_POINTS] = ofModel;
        return thresholds;
    }

    private static RegionIou of(final float[] thresholds, final double[][] sums, final int regions) {
        final double[] means = new double[thresholds.length];
        for (final double[] ofPicture : sums) {
            for (int k = 0; k < means.length; k++) {
                means[k] += ofPicture[k];
            }
        }
        final List<Point> curve = IntStream.range(0, CURVE_POINTS)
                .mapToObj(k -> new Point(thresholds[k], means[k] / regions))
                .toList();
        return new RegionIou(
                regions,
                thresholds[CURVE_POINTS],
                means[CURVE_POINTS] / regions,
                curve.stream().max(Comparator.comparingDouble(Point::iou)).orElseThrow(),
                curve);
    }

    private static double[] sumsOfBest(final PixelMap map, final ConnectedComponents truth, final float[] thresholds) {
        final double[] sums = new double[thresholds.length];
        final boolean[] marked = new boolean[map.scores().length];
        for (int k = 0; k < thresholds.length; k++) {
            for (int i = 0; i < marked.length; i++) {
                marked[i] = map.scores()[i] > thresholds[k];
            }
            sums[k] = sumOfBest(truth, ConnectedComponents.of(marked, map.width(), map.height()));
        }
        return sums;
    }

    private static double sumOfBest(final ConnectedComponents truth, final ConnectedComponents marked) {
        final int[][] common = new int[truth.count()][marked.count()];
        for (int i = 0; i < truth.labels().length; i++) {
            if (truth.labels()[i] > 0 && marked.labels()[i] > 0) {
                common[truth.labels()[i] - 1][marked.labels()[i] - 1]++;
            }
        }
        double sum = 0;
        for (int t = 0; t < common.length; t++) {
            double best = 0;
            for (int p = 0; p < common[t].length; p++) {
                final int union = truth.area(t + 1) + marked.area(p + 1) - common[t][p];
                best = Math.max(best, (double) common[t][p] / union);
            }
            sum += best;
        }
        return sum;
    }
}
