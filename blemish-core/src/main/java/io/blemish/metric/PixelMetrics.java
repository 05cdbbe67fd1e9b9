package io.blemish.metric;

import io.blemish.parallel.Workers;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Metrics of how well anomaly maps find the pixels of defects. They are exact over all thresholds, not over a sample of
 * them. Every pixel of every picture counts once, also in pictures without a defect.
 *
 * <p><b>AUPRO.</b> All connected regions of the masks (8-neighbourhood) have the same weight, whatever their size: at each
 * threshold the share of each region that is at or above it is averaged over the regions, and drawn over the share of
 * normal pixels that is at or above it. The area under that line up to a limit of the false-positive rate is divided by
 * the limit; if the line crosses the limit, it is cut there by linear interpolation. Bergmann et al., "The MVTec Anomaly
 * Detection Dataset", IJCV 2021, section 4.3.
 *
 * <p>anomalib 2.7 draws and cuts the same line, in single precision, and agrees to 1e-6 in all tests but two: it takes a
 * mask that is all defect for background, and without a defect it gives 0, where this record is empty. torchmetrics maps
 * scores outside {@code [0, 1]} by a sigmoid in single precision, which creates ties.
 *
 * <p>A metric that is not defined is empty: AUROC and AUPRO without a defect pixel or without a normal one, the others
 * without a defect pixel. If all scores are equal, AUROC is 0.5. Equal scores are one threshold, as in scikit-learn; 0 and
 * -0 are equal; infinite scores are the highest and the lowest.
 *
 * @param defectPixels pixels inside a mask
 * @param normalPixels pixels outside
 * @param regions how many connected regions the masks have
 * @param auroc area under the ROC curve, ties counted half
 * @param averagePrecision mean of the precision at each step of recall, not interpolated
 * @param f1Max the largest F1
 * @param aupro area under the PRO curve up to the limit, divided by it
 * @param auproLimit the limit of the false-positive rate
 * @param roc false-positive rate and recall, at most 500 points; empty if not defined
 * @param precisionRecall recall and precision, at most 500 points; empty if not defined
 * @param pro false-positive rate up to the limit and mean overlap, at most 500 points; empty if not defined
 */
public record PixelMetrics(
        long defectPixels,
        long normalPixels,
        int regions,
        OptionalDouble auroc,
        OptionalDouble averagePrecision,
        Optional<F1Max> f1Max,
        OptionalDouble aupro,
        double auproLimit,
        Curve roc,
        Curve precisionRecall,
        Curve pro) {
    /** The limit of the false-positive rate in the literature. */
    public static final double USUAL_LIMIT = 0.3;

    /** A chart cannot show more. */
    private static final int CURVE_POINTS = 500;

    /**
     * Computes all metrics, with AUPRO up to {@link #USUAL_LIMIT}.
     *
     * @param maps one for each picture, of any sizes. Each is read up to three times, by several threads, so a list that
     *     reads them from a file keeps them out of memory
     * @param workers threads to use; the metrics do not depend on them
     * @return the metrics; one that is not defined is empty
     * @throws IllegalArgumentException if a score is not a number
     */
    public static PixelMetrics of(final List<PixelMap> maps, final Workers workers) {
        return of(maps, USUAL_LIMIT, workers);
    }

    /**
     * Computes all metrics.
     *
     * @param maps one for each picture, of any sizes. Each is read up to three times, by several threads, so a list that
     *     reads them from a file keeps them out of memory
     * @param limit the false-positive rate up to which AUPRO integrates, in {@code (0, 1]}
     * @param workers threads to use; the metrics do not depend on them
     * @return the metrics; one that is not defined is empty
     * @throws IllegalArgumentException if a score is not a number or the limit is outside its range
     */
    public static PixelMetrics of(final List<PixelMap> maps, final double limit, final Workers workers) {
        if (!(limit > 0 && limit <= 1)) {
            throw new IllegalArgumentException("the limit must be above 0 and at most 1, not " + limit);
        }
        final PixelRanking ranking = PixelRanking.of(maps, workers);
        final ThresholdSweep sweep = ranking.sweep();
        final RankMetrics ranks =
                new RankMetrics(sweep, CurveBuilder.thinning(CURVE_POINTS), CurveBuilder.thinning(CURVE_POINTS));
        final ProArea pro =
                new ProArea(sweep.negatives(), ranking.regions(), limit, CurveBuilder.thinning(CURVE_POINTS));
        sweep.run((threshold, falseAbove, falsePositives, truePositives, overlap) -> {
            ranks.visit(threshold, falseAbove, falsePositives, truePositives, overlap);
            pro.visit(threshold, falseAbove, falsePositives, truePositives, overlap);
        });
        return new PixelMetrics(
                sweep.positives(),
                sweep.negatives(),
                ranking.regions(),
                ranks.auroc(),
                ranks.averagePrecision(),
                ranks.f1Max(),
                pro.normalised(),
                limit,
                ranks.roc(),
                ranks.precisionRecall(),
                pro.curve());
    }
}
