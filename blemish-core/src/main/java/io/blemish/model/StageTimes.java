package io.blemish.model;

/**
 * How long the parts of one verdict took, reading the picture's file not counted.
 *
 * @param backboneNanos preprocessing and the network
 * @param searchNanos embedding and the detector
 * @param mapNanos drawing the anomaly map and finding its regions
 */
public record StageTimes(long backboneNanos, long searchNanos, long mapNanos) {
    /** All together. */
    public long totalNanos() {
        return backboneNanos + searchNanos + mapNanos;
    }
}
