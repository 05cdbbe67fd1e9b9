package io.blemish.server.history;

import io.blemish.prediction.Decision;
import java.util.Optional;

/** What the shadow of a model made of a picture that the active version had judged. */
public sealed interface ShadowResult {
    /** The version that is the shadow. */
    String version();

    /**
     * The shadow judged the picture.
     *
     * @param version the version that is the shadow
     * @param score its anomaly score, at least 0
     * @param threshold its threshold
     * @param reviewThreshold its lower threshold, from which on a person is to look; empty if it has none
     * @param verdict its decision
     */
    record Judged(String version, float score, float threshold, Optional<Float> reviewThreshold, Decision verdict)
            implements ShadowResult {}

    /**
     * The shadow could not judge the picture.
     *
     * @param version the version that is the shadow
     * @param problem why, in a sentence
     */
    record Failed(String version, String problem) implements ShadowResult {}
}
