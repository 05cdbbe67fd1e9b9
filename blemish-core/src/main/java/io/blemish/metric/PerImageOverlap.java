package io.blemish.metric;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * AUPIMO: how much of the defect in each single picture is found while hardly any pixel of a good picture is marked.
 *
 * <p>At each threshold the share of the pixels at or above it is taken in every good picture; the mean of these shares is
 * the shared false-positive rate. The curve of a defective picture, PIMO, is the share of its defect's pixels that is at or
 * above the threshold, drawn over the logarithm of that rate. Its area between two rates, divided by the largest area
 * possible, is the picture's AUPIMO. Unlike AUPRO, no pixel of a defective picture counts as a false one, and each picture
 * has a figure of its own. Bertoldo et al., "AUPIMO: Redefining Visual Anomaly Detection Benchmarks with High Speed and Low
 * Tolerance", BMVC 2024.
 *
 * <p>The thresholds are spaced evenly from the lowest to the highest value in a good picture, in single precision, and each
 * end of the range is the threshold whose rate is closest to it, as in anomalib 2.7, which agrees to 1e-6. Where anomalib
 * refuses to compute, nothing is returned here: without a good or a defective picture, if the good pictures have too few
 * pixels for the lower rate, or if fewer than {@value #FEWEST_POINTS} thresholds lie in the range.
 *
 * @param pictures AUPIMO of each map in the order given, in {@code [0, 1]}; empty for a good picture
 * @param mean over the defective pictures
 * @param points how many thresholds lie in the range; with fewer than {@value #POINTS_FOR_ACCURACY} the figures are coarse
 */
public record PerImageOverlap(List<OptionalDouble> pictures, double mean, int points) {
    /** The lower end of the shared false-positive rate in the paper. */
    public static final double LOWER_RATE = 1e-5;

    /** The upper end of the shared false-positive rate in the paper. */
    public static final double UPPER_RATE = 1e-4;

    /** The number of thresholds that anomalib takes. */
    public static final int THRESHOLDS = 300_000;

    /** With fewer points in the range, anomalib warns that the figure may be inaccurate. */
    public static final int POINTS_FOR_ACCURACY = 300;

    /** anomalib refuses an integral over 30 points or fewer. */
    static final int FEWEST_POINTS = 31;

    /**
     * Copies the list.
     *
     * @param pictures AUPIMO of each map in the order given; copied
     * @param mean the mean over the defective pictures
     * @param points the number of thresholds in the range
     */
    public PerImageOverlap {
        pictures = List.copyOf(pictures);
    }

    /**
     * Computes AUPIMO with the rates and the number of thresholds of the paper.
     *
     * @param maps one for each picture, of any sizes. A picture is defective if its mask has a pixel. Each is asked for
     *     up to three times and not kept, so that the list may make its elements on demand
     * @return the figures; empty if they are not defined
     * @throws IllegalArgumentException if a score is not a number
     */
    public static Optional<PerImageOverlap> of(final List<PixelMap> maps) {
        return of(maps, THRESHOLDS, LOWER_RATE, UPPER_RATE);
    }

    /**
     * Computes AUPIMO.
     *
     * @param maps one for each picture, of any sizes. A picture is defective if its mask has a pixel. Each is asked for
     *     up to three times and not kept, so that the list may make its elements on demand
     * @param thresholds how many thresholds to take, at least 2
     * @param lowerRate the lower end of the shared false-positive rate, above 0
     * @param upperRate its upper end, above the lower one and at most 1
     * @return the figures; empty if they are not defined
     * @throws IllegalArgumentException if a score is not a number, or another argument is outside its range
     */
    public static Optional<PerImageOverlap> of(
            final List<PixelMap> maps, final int thresholds, final double lowerRate, final double upperRate) {
        if (thresholds < 2 || !(lowerRate > 0 && lowerRate < upperRate && upperRate <= 1)) {
            throw new IllegalArgumentException(
                    "AUPIMO needs at least 2 thresholds and rates 0 < lower < upper <= 1, not " + thresholds + ", "
                            + lowerRate + " and " + upperRate);
        }
        final Optional<SharedRate> rate = SharedRate.of(maps, thresholds);
        return rate.flatMap(shared -> shared.between(lowerRate, upperRate))
                .filter(range -> range.points() >= FEWEST_POINTS)
                .flatMap(range -> over(range, maps, Math.log(upperRate / lowerRate)));
    }

    private static Optional<PerImageOverlap> over(
            final RateRange range, final List<PixelMap> maps, final double largestArea) {
        final OptionalDouble[] areas = new OptionalDouble[maps.size()];
        for (int m = 0; m < areas.length; m++) {
            final OptionalDouble area = range.areaUnder(maps.get(m));
            areas[m] = area.isPresent()
                    ? OptionalDouble.of(Math.max(0, Math.min(1, area.getAsDouble() / largestArea)))
                    : area;
        }
        final OptionalDouble mean = Arrays.stream(areas)
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .average();
        return mean.isPresent()
                ? Optional.of(new PerImageOverlap(Arrays.asList(areas), mean.getAsDouble(), range.points()))
                : Optional.empty();
    }
}
