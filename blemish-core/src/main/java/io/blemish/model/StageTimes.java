package io.blemish.model;

/**
 * How long the stages of one verdict took, in nanoseconds.
 *
 * @param features decoding, preprocessing and the networks, together for all pictures that went through them in one run
 * @param search embedding and the detector
 * @param map drawing the anomaly map and finding its regions
 */
public record StageTimes(long features, long search, long map) {
    /** {@return the sum of all stages, in nanoseconds} */
    public long total() {
        return features + search + map;
    }
}
