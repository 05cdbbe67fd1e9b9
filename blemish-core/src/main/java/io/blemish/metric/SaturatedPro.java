package io.blemish.metric;

import io.blemish.parallel.Workers;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How well anomaly maps find defects that need not be marked in full, exact over all thresholds. Where a part is missing,
 * it could be drawn anywhere in an area larger than itself; so each drawn part has a saturation: with that many of its
 * pixels found it counts as found in full, with fewer by their share of it.
 *
 * <p>At each threshold the mean of {@code min(found / saturation, 1)} over all parts, sPRO, is drawn over the share of the
 * normal pixels that is at or above it; the area under that line up to a limit is divided by the limit. A part is what one
 * mask shows, connected or not. A pixel is normal where no part of its picture has it. With saturations as large as the
 * parts, and parts that are connected, this is AUPRO. Bergmann et al., "Beyond Dents and Scratches: Logical Constraints in
 * Unsupervised Anomaly Detection and Localization", IJCV 2022, section 4, whose tables use the limit 0.05.
 *
 * @param parts how many parts are drawn
 * @param auspro area up to {@link #PAPERS_LIMIT}; empty without a part or without a normal pixel
 * @param ausproWide area up to {@link PixelMetrics#USUAL_LIMIT}; empty likewise
 */
public record SaturatedPro(int parts, OptionalDouble auspro, OptionalDouble ausproWide) {
    /** The false-positive rate up to which the paper integrates. */
    public static final double PAPERS_LIMIT = 0.05;

    /** The curves are not kept. */
    private static final int CURVE_POINTS = 4;

    /**
     * Computes both.
     *
     * @param maps one for each picture, of any sizes, at least one part among them
     * @throws IllegalArgumentException where a score is not a number
     */
    public static SaturatedPro of(final List<PartMap> maps, final Workers workers) {
        final List<PartMap.Part> parts =
                maps.stream().flatMap(map -> map.parts().stream()).toList();
        final int[] found = new int[parts.size()];
        final Staircase staircase = PixelRanking.ofParts(maps, workers);
        final ProArea papers = area(staircase, parts, PAPERS_LIMIT);
        final ProArea wide = area(staircase, parts, PixelMetrics.USUAL_LIMIT);
        staircase.descend(
                (threshold, falseAbove, falseHere, trueHere, overlapHere) -> {
                    papers.step(threshold, falseAbove, falseHere, trueHere, overlapHere);
                    wide.step(threshold, falseAbove, falseHere, trueHere, overlapHere);
                },
                part -> parts.get(part).gain(found[part]++));
        return new SaturatedPro(parts.size(), papers.normalised(), wide.normalised());
    }

    private static ProArea area(final Staircase staircase, final List<PartMap.Part> parts, final double limit) {
        return new ProArea(staircase.negatives(), parts.size(), limit, CurveBuilder.thinning(CURVE_POINTS));
    }
}
