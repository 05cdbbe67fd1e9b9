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
        return present(Loader.getPlatform());
    }

    private static boolean present(final String platform) {
        return has("ffmpeg/" + platform, "jniavcodec") && has("javacpp/" + platform, "jnijavacpp");
    }

    private static boolean has(final String folder, final String library) {
        return Natives.class.getResource("/org/bytedeco/" + folder + "/" + System.mapLibraryName(library)) != null;
    }

    /**
     * Checks that they are there.
     *
     * @throws BlemishException if not
     */
    static void require() {
        require(Loader.getPlatform());
    }

    /** Checks that they are there for a system by JavaCPP's name of it. */
    static void require(final String platform) {
        if (!present(platform)) {
            throw new ResourceException(
                    ErrorCode.FILE_UNUSABLE,
                    "Cameras need FFmpeg for " + platform + ", which is not in this program: put ffmpeg-7.1.1-1.5.12-"
                            + platform + ".jar and javacpp-1.5.12-" + platform
                            + ".jar of org.bytedeco into its folder lib (docs/cameras.md).");
        }
    }
}
