package io.blemish.camera;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.ResourceException;
import org.bytedeco.javacpp.Loader;

/** The libraries of FFmpeg for this system, which are not loaded here. */
final class Natives {
    private Natives() {}

    /** Whether they are there. */
    static boolean present() {
        return has("ffmpeg/" + Loader.getPlatform()) && has("javacpp/" + Loader.getPlatform());
    }

    private static boolean has(final String folder) {
        final String library = folder.startsWith("ffmpeg") ? "jniavcodec" : "jnijavacpp";
        return Natives.class.getResource("/org/bytedeco/" + folder + "/" + System.mapLibraryName(library)) != null;
    }

    /**
     * Checks that they are there.
     *
     * @throws BlemishException if not
     */
    static void require() {
        if (!present()) {
            final String platform = Loader.getPlatform();
            throw new ResourceException(
                    ErrorCode.FILE_UNUSABLE,
                    "Cameras need FFmpeg for " + platform + ", which is not in this program: put ffmpeg-7.1.1-1.5.12-"
                            + platform + ".jar and javacpp-1.5.12-" + platform
                            + ".jar of org.bytedeco into its folder lib (docs/cameras.md).");
        }
    }
}
