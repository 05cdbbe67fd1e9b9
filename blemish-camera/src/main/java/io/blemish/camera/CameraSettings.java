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
    /** Throws {@link IllegalArgumentException} if the time is not at least a millisecond. */
    public CameraSettings {
        if (lost.toMillis() < 1) {
            throw new IllegalArgumentException("A camera needs a millisecond at least.");
        }
    }
}
