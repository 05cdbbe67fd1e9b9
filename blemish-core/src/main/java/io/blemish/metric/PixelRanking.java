package io.blemish.metric;

import io.blemish.array.ConnectedComponents;
import io.blemish.parallel.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The ranking of the pixels of many pictures. The pixels of defects, usually a small share, are sorted; each of the others
 * is looked up once among them and counted. Every number is an integer, and the order of the pictures fixes where each
 * value is stored, so the result does not depend on the number of threads.
 *
 * @param sweep the pixels over all thresholds
 * @param regions how many connected regions the masks have
 */
record PixelRanking(ThresholdSweep sweep, int regions) {
    /** Bounds the memory for the counters of all threads: 64 MiB. */
    private static final int MAX_COUNTERS = 1 << 24;

    static PixelRanking of(final List<PixelMap> maps, final Workers workers) {
        final int[] defects = new int[maps.size()];
        final int[] sizes = new int[maps.size()];
        final int[] notNumbers = new int[maps.size()];
        workers.forEach(maps.size(), m -> {
            final PixelMap map = maps.get(m);
            notNumbers[m] = map.firstNaN();
            defects[m] = countTrue(map.mask());
            sizes[m] = map.scores().length;
        });
        refuseNaN(notNumbers);
        final long[] starts = new long[maps.size() + 1];
        long pixels = 0;
        for (int m = 0; m < defects.length; m++) {
            starts[m + 1] = starts[m] + defects[m];
            pixels += sizes[m];
        }
        final long positives = starts[maps.size()];
        final long negatives = pixels - positives;
        requireCountable(positives, negatives);
        if (positives == 0) {
            return new PixelRanking(ThresholdSweep.withoutPositives(negatives), 0);
        }
        final long[] values = new long[(int) positives];
        final int[] regions = new int[maps.size()];
        workers.forEach(maps.size(), m -> {
            if (defects[m] > 0) {
                regions[m] = fill(maps.get(m), values, (int) starts[m]);
            }
        });
        final long[] sorted = RadixSort.byUpperHalf(values, workers);
        final int[] counts = count(maps.size(), maps::get, ScoreBins.of(sorted), workers);
        return new PixelRanking(
                new ThresholdSweep(sorted, counts, negatives),
                Arrays.stream(regions).sum());
    }

    /**
     * Ranks the pixels of the parts, each once for every part that contains it, and the pixels of no part among them.
     *
     * @return a sweep; the lower half of each of its entries is the number of the part, counted over all maps
     */
    static ThresholdSweep ofParts(final List<PartMap> maps, final Workers workers) {
        long positives = 0;
        long negatives = 0;
        final int[] notNumbers = new int[maps.size()];
        for (int m = 0; m < notNumbers.length; m++) {
            final PartMap parts = maps.get(m);
            final PixelMap map = parts.map();
            notNumbers[m] = map.firstNaN();
            negatives += map.scores().length - countTrue(map.mask());
            positives += parts.parts().stream()
                    .mapToInt(part -> part.pixels().length)
                    .sum();
        }
        refuseNaN(notNumbers);
        requireCountable(positives, negatives);
        if (positives == 0) {
            return ThresholdSweep.withoutPositives(negatives);
        }
        final long[] values = new long[(int) positives];
        int next = 0;
        int number = 0;
        for (final PartMap map : maps) {
            final float[] scores = map.map().scores();
            for (final PartMap.Part part : map.parts()) {
                for (final int pixel : part.pixels()) {
                    values[next++] = (long) ScoreKey.of(scores[pixel]) << Integer.SIZE | number;
                }
                number++;
            }
        }
        final long[] sorted = RadixSort.byUpperHalf(values, workers);
        return new ThresholdSweep(
                sorted, count(maps.size(), m -> maps.get(m).map(), ScoreBins.of(sorted), workers), negatives);
    }

    /** Refuses the first score that is not a number, by its index in each map. */
    static void refuseNaN(final int[] notNumbers) {
        for (int m = 0; m < notNumbers.length; m++) {
            if (notNumbers[m] >= 0) {
                throw new IllegalArgumentException("score " + notNumbers[m] + " of map " + m + " is not a number");
            }
        }
    }

    private static int countTrue(final boolean[] mask) {
        int count = 0;
        for (final boolean set : mask) {
            count += set ? 1 : 0;
        }
        return count;
    }

    private static void requireCountable(final long positives, final long negatives) {
        if (positives > Integer.MAX_VALUE / 2 || negatives > 2L * Integer.MAX_VALUE) {
            throw new IllegalArgumentException(positives + " defect pixels and " + negatives
                    + " normal ones are too many to rank: at most 1,073,741,823 and 4,294,967,294");
        }
    }

    /** Writes the key and the region's area of each defect pixel from {@code start} on; returns the number of regions. */
    private static int fill(final PixelMap map, final long[] values, final int start) {
        final ConnectedComponents components = ConnectedComponents.of(map.mask(), map.width(), map.height());
        final int[] labels = components.labels();
        int next = start;
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] != 0) {
                values[next++] = (long) ScoreKey.of(map.scores()[i]) << Integer.SIZE | components.area(labels[i]);
            }
        }
        return components.count();
    }

    /** Counts the normal pixels in each bin. */
    private static int[] count(
            final int size, final IntFunction<PixelMap> maps, final ScoreBins bins, final Workers workers) {
        final int tasks = Math.max(1, Math.min(workers.threads(), MAX_COUNTERS / bins.count()));
        final int[][] counts = new int[tasks][];
        workers.forEach(tasks, task -> {
            final int[] own = new int[bins.count()];
            for (int m = task; m < size; m += tasks) {
                count(maps.apply(m), bins, own);
            }
            counts[task] = own;
        });
        final int[] total = counts[0];
        for (int task = 1; task < tasks; task++) {
            for (int bin = 0; bin < total.length; bin++) {
                total[bin] += counts[task][bin];
            }
        }
        return total;
    }

    private static void count(final PixelMap map, final ScoreBins bins, final int[] counts) {
        final float[] scores = map.scores();
        final boolean[] mask = map.mask();
        if (mask.length == 0) {
            for (final float score : scores) {
                counts[bins.bin(ScoreKey.of(score))]++;
            }
            return;
        }
        for (int i = 0; i < scores.length; i++) {
            if (!mask[i]) {
                counts[bins.bin(ScoreKey.of(scores[i]))]++;
            }
        }
    }
}
