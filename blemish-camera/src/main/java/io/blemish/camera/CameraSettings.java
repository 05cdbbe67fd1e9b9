package io.blemish.camera;

import java.time.Duration;

/**
 * The settings of a camera.
 *
 * @param name the camera's name
 * @param address where its frames come from
 * @param lost after how long without a frame it counts as lost, and is connected anew
 */
public record CameraSettings(String name, CameraAddress address, Duration lost) {
    /**
     * Checks the time.
     *
     * @param name the camera's name
     * @param address the place that its frames come from
     * @param lost the time without a frame after which it counts as lost, and is connected anew; at least a millisecond
     * @throws IllegalArgumentException if the time is shorter
     */
    public CameraSettings {
        if (lost.toMillis() < 1) {
            throw new IllegalArgumentException("A camera needs a millisecond at least.");
        }
    }
}
