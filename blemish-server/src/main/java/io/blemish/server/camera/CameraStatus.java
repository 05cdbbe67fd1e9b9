package io.blemish.server.camera;

import io.blemish.image.Size;
import java.time.Instant;
import java.util.Optional;

/**
 * How a camera is.
 *
 * @param state what it does
 * @param lastFrame when the last frame was received; empty before the first
 * @param size of the last frame
 * @param seen how many frames were received
 * @param problem why there are no frames, in one sentence without a password; empty if they come
 */
public record CameraStatus(
        CameraState state, Optional<Instant> lastFrame, Optional<Size> size, long seen, Optional<String> problem) {
    /** Of a camera that has not sent a frame yet. */
    public static final CameraStatus CONNECTING =
            new CameraStatus(CameraState.CONNECTING, Optional.empty(), Optional.empty(), 0, Optional.empty());
}
