package io.blemish.metric;

import io.blemish.parallel.Workers;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How well anomaly maps find the defects' pixels: exact over all thresholds, never a sample of them. Every pixel of every
 * picture counts once, those of pictures without defect too.
 *
 * <p><b>AUPRO.</b> The masks' connected regions (8-neighbourhood) count alike, whatever their size: at each threshold the
 * share of each region that is at or above it is averaged over the regions, and drawn over the share of normal pixels
 * that is. The area under that line up to a limit of the false-positive rate is divided by the limit; where the line
 * crosses the limit it is cut there, linearly. Bergmann et al., "The MVTec Anomaly Detection Dataset", IJCV 2021,
 * section 4.3.
 *
 * <p>anomalib 2.7 draws and cuts the same line, in single precision, and agrees to 1e-6 on all that was tried, but for
 * two cases: a mask that is all defect it takes for background, and where there is no defect it says 0; here that is
 * empty. torchmetrics squashes scores outside {@code [0, 1]} with a sigmoid in single precision, which makes ties that
 * were not there.
 *
 * <p>What is not defined is empty: AUROC and AUPRO without a defect pixel or without a normal one, the others without a
 * defect pixel. Scores that are all alike have an AUROC of 0.5. Equal scores are one threshold, as in scikit-learn; 0 and
 * -0 are equal; infinite scores are the highest and the lowest.
 *
 * @param defectPixels inside a mask
 * @param normalPixels outside
 * @param regions how many connected regions the masks have
 * @param auroc area under the ROC curve, ties counted half
 * @param averagePrecision mean of the precision at each step of recall, not interpolated
 * @param f1Max the largest F1
 * @param aupro area under the PRO curve up to the limit, divided by it
 * @param auproLimit the limit of the false-positive rate
 * @param roc false-positive rate and recall, a few hundred corners; empty where not defined
 * @param precisionRecall recall and precision, a few hundred corners; empty where not defined
 * @param pro false-positive rate up to the limit and mean overlap, a few hundred corners; empty where not defined
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
    /** The false-positive rate up to which the literature integrates. */
    public static final double USUAL_LIMIT = 0.3;

    /** As many as a plot can show. */
    private static final int CURVE_POINTS = 500;

    /**
     * Computes all with AUPRO up to {@link #USUAL_LIMIT}.
     *
     * @param maps one for each picture, of any sizes. Each is asked for up to three times, by several threads; a list
     *     that reads them from a file keeps them out of memory
     * @throws IllegalArgumentException where a score is not a number
     */
    public static PixelMetrics of(final List<PixelMap> maps, final Workers workers) {
        return of(maps, USUAL_LIMIT, workers);
    }

    /**
     * Computes all.
     *
     * @param maps one for each picture, of any sizes. Each is asked for up to three times, by several threads; a list
     *     that reads them from a file keeps them out of memory
     * @param limit the false-positive rate up to which AUPRO integrates, in {@code (0, 1]}
     * @throws IllegalArgumentException where a score is not a number, or the limit is outside its range
     */
    public static PixelMetrics of(final List<PixelMap> maps, final double limit, final Workers workers) {
        if (!(limit > 0 && limit <= 1)) {
            throw new IllegalArgumentException("the limit must be above 0 and at most 1, not " + limit);
        }
        final PixelRanking ranking = PixelRanking.of(maps, workers);
        final Staircase staircase = ranking.staircase();
        final RankMetrics ranks =
                new RankMetrics(staircase, CurveBuilder.thinning(CURVE_POINTS), CurveBuilder.thinning(CURVE_POINTS));
        final ProArea pro =
                new ProArea(staircase.negatives(), ranking.regions(), limit, CurveBuilder.thinning(CURVE_POINTS));
        staircase.descend((threshold, falseAbove, falseHere, trueHere, overlapHere) -> {
            ranks.step(threshold, falseAbove, falseHere, trueHere, overlapHere);
            pro.step(threshold, falseAbove, falseHere, trueHere, overlapHere);
        });
        return new PixelMetrics(
                staircase.positives(),
                staircase.negatives(),
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
