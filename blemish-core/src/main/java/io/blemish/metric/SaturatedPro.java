package io.blemish.metric;

import io.blemish.parallel.Workers;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Metrics of how well anomaly maps find defects that need not be marked in full. They are exact over all thresholds. If
 * something is missing in a picture, its place could be drawn anywhere in an area larger than itself. So each drawn part
 * has a saturation: a part of which that many pixels are found counts as found in full; if fewer are found, it counts by
 * their share of the saturation.
 *
 * <p>At each threshold the mean of {@code min(found / saturation, 1)} over all parts, sPRO, is drawn over the share of the
 * normal pixels that is at or above it; the area under that line up to a limit is divided by the limit. A part is the
 * content of one mask, connected or not. A pixel is normal if no part of its picture contains it. If the saturations are
 * as large as the parts, and the parts are connected, this is AUPRO. Bergmann et al., "Beyond Dents and Scratches: Logical
 * Constraints in Unsupervised Anomaly Detection and Localization", IJCV 2022, section 4; its tables use the limit 0.05.
 *
 * @param parts how many parts are drawn
 * @param auspro area up to {@link #PAPER_LIMIT}; empty without a part or without a normal pixel
 * @param ausproWide area up to {@link PixelMetrics#USUAL_LIMIT}; empty in the same cases
 */
public record SaturatedPro(int parts, OptionalDouble auspro, OptionalDouble ausproWide) {
    /** The limit of the false-positive rate in the paper. */
    public static final double PAPER_LIMIT = 0.05;

    /** The fewest points that a curve can have: the curves are not used. */
    private static final int CURVE_POINTS = 4;

    /**
     * Computes both areas.
     *
     * @param maps one for each picture, of any sizes, at least one part among them; each is asked for several times and
     *     not kept, so that the list may make its elements on demand
     * @param workers share the work
     * @return both areas
     * @throws IllegalArgumentException if a score is not a number
     */
    public static SaturatedPro of(final List<PartMap> maps, final Workers workers) {
        final List<PartMap.Part> parts =
                maps.stream().flatMap(map -> map.parts().stream()).toList();
        final int[] found = new int[parts.size()];
        final ThresholdSweep sweep = PixelRanking.ofParts(maps, workers);
        final ProArea narrow = area(sweep, parts, PAPER_LIMIT);
        final ProArea wide = area(sweep, parts, PixelMetrics.USUAL_LIMIT);
        sweep.run(
                (threshold, falseAbove, falsePositives, truePositives, overlap) -> {
                    narrow.visit(threshold, falseAbove, falsePositives, truePositives, overlap);
                    wide.visit(threshold, falseAbove, falsePositives, truePositives, overlap);
                },
                part -> parts.get(part).gain(found[part]++));
        return new SaturatedPro(parts.size(), narrow.normalised(), wide.normalised());
    }

    private static ProArea area(final ThresholdSweep sweep, final List<PartMap.Part> parts, final double limit) {
        return new ProArea(sweep.negatives(), parts.size(), limit, CurveBuilder.thinning(CURVE_POINTS));
    }
}
