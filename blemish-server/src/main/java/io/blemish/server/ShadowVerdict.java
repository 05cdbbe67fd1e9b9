package io.blemish.server;

import io.blemish.prediction.Decision;
import io.blemish.server.history.ShadowResult;
import java.util.Optional;

/**
 * What the shadow of a model made of a picture; {@code ShadowVerdict} in openapi.yaml.
 *
 * @param version the version that is the shadow
 * @param verdict its decision; this and the next three are empty if it failed
 * @param score its score
 * @param threshold its threshold
 * @param reviewThreshold its lower threshold, if it has one
 * @param problem why it failed
 */
record ShadowVerdict(
        String version,
        Optional<Decision> verdict,
        Optional<Float> score,
        Optional<Float> threshold,
        Optional<Float> reviewThreshold,
        Optional<String> problem) {
    static ShadowVerdict of(final ShadowResult result) {
        return result instanceof ShadowResult.Judged judged
                ? new ShadowVerdict(
                        judged.version(),
                        Optional.of(judged.verdict()),
                        Optional.of(judged.score()),
                        Optional.of(judged.threshold()),
                        judged.reviewThreshold(),
                        Optional.empty())
                : new ShadowVerdict(
                        result.version(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(((ShadowResult.Failed) result).problem()));
    }
}
