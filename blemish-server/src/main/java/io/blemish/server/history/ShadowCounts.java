package io.blemish.server.history;

import io.blemish.prediction.Decision;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * How the verdicts of an active version and of its shadow on the same pictures compare.
 *
 * @param verdicts how many pictures the active version judged
 * @param judged how many of these the shadow judged as well
 * @param failed at how many of these the shadow failed
 * @param lastProblem why it failed at the last of these
 * @param pairs how many pictures have a verdict of the active version, the first key, and one of the shadow, the second
 * @param active what people said about the verdicts of the active version on pictures that the shadow judged as well
 * @param shadow what that tells about the verdicts of the shadow on the same pictures
 * @param onlyActiveRight how many of the labelled pictures only the active version judged right; a picture that is left to a
 *     person is not judged defective
 * @param onlyShadowRight how many only the shadow judged right
 */
public record ShadowCounts(
        long verdicts,
        long judged,
        long failed,
        Optional<String> lastProblem,
        Map<Decision, Map<Decision, Long>> pairs,
        LabelledCounts active,
        LabelledCounts shadow,
        long onlyActiveRight,
        long onlyShadowRight) {
    /** Copies the counts. */
    public ShadowCounts {
        final Map<Decision, Map<Decision, Long>> copy = new EnumMap<>(Decision.class);
        pairs.forEach((verdict, counts) -> copy.put(verdict, Map.copyOf(counts)));
        pairs = copy;
    }

    /** How many pictures have these two verdicts. */
    public long pictures(final Decision ofActive, final Decision ofShadow) {
        return pairs.getOrDefault(ofActive, Map.of()).getOrDefault(ofShadow, 0L);
    }
}
