package io.blemish.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Slow reference implementations of the definitions: every distinct score is a threshold, every pair is compared. */
final class PlainMetrics {
    private final List<PixelMap> maps;
    private final List<List<float[]>> regions = new ArrayList<>();
    private final List<Float> positives = new ArrayList<>();
    private final List<Float> negatives = new ArrayList<>();
    private final List<Double> thresholds;

    PlainMetrics(final List<PixelMap> maps) {
        this.maps = maps;
        final TreeSet<Double> distinct = new TreeSet<>();
        for (final PixelMap map : maps) {
            for (int i = 0; i < map.scores().length; i++) {
                (map.mask().length > 0 && map.mask()[i] ? positives : negatives).add(map.scores()[i]);
                // Adding 0.0 makes both zeros one threshold.
                distinct.add(map.scores()[i] + 0.0);
            }
            regions.add(regionScores(map));
        }
        thresholds = List.copyOf(distinct.descendingSet());
    }

    double auroc() {
        double wins = 0;
        for (final float positive : positives) {
            for (final float negative : negatives) {
                wins += positive > negative ? 1 : positive == negative ? 0.5 : 0;
            }
        }
        return wins / positives.size() / negatives.size();
    }

    double averagePrecision() {
        double sum = 0;
        double recallBefore = 0;
        for (final double threshold : thresholds) {
            final double recall = recall(threshold);
            sum += (recall - recallBefore) * precision(threshold);
            recallBefore = recall;
        }
        return sum;
    }

    double f1(final double threshold) {
        final double precision = precision(threshold);
        final double recall = recall(threshold);
        return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
    }

    double f1Max() {
        return thresholds.stream().mapToDouble(this::f1).max().orElseThrow();
    }

    double aupro(final double limit) {
        double area = 0;
        double x0 = 0;
        double y0 = 0;
        for (final double threshold : thresholds) {
            final double x1 = falsePositiveRate(threshold);
            final double y1 = overlap(threshold);
            if (x0 < limit && x1 > x0) {
                final double end = Math.min(x1, limit);
                area += (end - x0) * (y0 + y0 + (y1 - y0) * (end - x0) / (x1 - x0)) / 2;
            }
            x0 = x1;
            y0 = y1;
        }
        return area / limit;
    }

    int regionCount() {
        return regions.stream().mapToInt(List::size).sum();
    }

    List<Double> thresholds() {
        return thresholds;
    }

    double recall(final double threshold) {
        return (double) count(positives, threshold) / positives.size();
    }

    double falsePositiveRate(final double threshold) {
        return (double) count(negatives, threshold) / negatives.size();
    }

    double precision(final double threshold) {
        final double found = count(positives, threshold);
        return found / (found + count(negatives, threshold));
    }

    double overlap(final double threshold) {
        double sum = 0;
        int count = 0;
        for (final List<float[]> ofMap : regions) {
            for (final float[] region : ofMap) {
                int inside = 0;
                for (final float score : region) {
                    inside += score >= threshold ? 1 : 0;
                }
                sum += (double) inside / region.length;
                count++;
            }
        }
        return sum / count;
    }

    List<PixelMap> maps() {
        return maps;
    }

    private static long count(final List<Float> scores, final double threshold) {
        return scores.stream().filter(score -> score >= threshold).count();
    }

    private static List<float[]> regionScores(final PixelMap map) {
        final boolean[] open = map.mask().clone();
        final List<float[]> found = new ArrayList<>();
        for (int i = 0; i < open.length; i++) {
            if (open[i]) {
                final List<Float> scores = new ArrayList<>();
                spread(map, open, i, scores);
                final float[] values = new float[scores.size()];
                for (int k = 0; k < values.length; k++) {
                    values[k] = scores.get(k);
                }
                found.add(values);
            }
        }
        return found;
    }

    private static void spread(final PixelMap map, final boolean[] open, final int at, final List<Float> scores) {
        open[at] = false;
        scores.add(map.scores()[at]);
        final int x = at % map.width();
        final int y = at / map.width();
        for (int ny = Math.max(0, y - 1); ny <= Math.min(map.height() - 1, y + 1); ny++) {
            for (int nx = Math.max(0, x - 1); nx <= Math.min(map.width() - 1, x + 1); nx++) {
                if (open[ny * map.width() + nx]) {
                    spread(map, open, ny * map.width() + nx, scores);
                }
            }
        }
    }
}
