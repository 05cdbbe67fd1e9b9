package io.blemish.server.camera;

import java.util.Locale;

/** How a camera is. */
public enum CameraState {
    /** It has not sent a frame yet. */
    CONNECTING,
    /** Frames come. */
    LIVE,
    /** No frame comes; it is tried again. */
    LOST,
    /** A file of video was played to its end. */
    ENDED;

    /** The state in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
