package io.blemish.camera;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.OptionException;
import io.blemish.ResourceException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/** The address of a camera. It may hold a password; what is shown to people does not. */
public final class CameraAddress {
    /** Two letters at least, because C: is a drive. */
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*", Pattern.DOTALL);

    private static final String DSHOW = "dshow:";
    private static final String AVFOUNDATION = "avfoundation:";
    private static final String DEVICES = "/dev/";

    private final Source source;
    private final String target;
    private final String shown;

    private CameraAddress(final Source source, final String target, final String shown) {
        this.source = source;
        this.target = target;
        this.shown = shown;
    }

    /**
     * Reads an address.
     *
     * @param camera the camera's name, for messages
     * @param text {@code rtsp://…}, {@code http://…}, {@code /dev/video…}, {@code dshow:NAME}, {@code avfoundation:NAME}, or a file of
     *     video
     * @return the address
     * @throws BlemishException if it is none of these, or the file does not exist
     */
    public static CameraAddress of(final String camera, final String text) {
        final String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("rtsp://")) {
            return url(camera, Source.RTSP, text);
        }
        if (lower.startsWith("http://")) {
            return url(camera, Source.HTTP, text);
        }
        if (lower.startsWith(DSHOW) && text.length() > DSHOW.length()) {
            return new CameraAddress(Source.DSHOW, "video=" + text.substring(DSHOW.length()), text);
        }
        if (lower.startsWith(AVFOUNDATION) && text.length() > AVFOUNDATION.length()) {
            return new CameraAddress(Source.AVFOUNDATION, text.substring(AVFOUNDATION.length()), text);
        }
        if (SCHEME.matcher(text).matches() || text.indexOf('\0') >= 0) {
            throw wrong(camera);
        }
        return text.startsWith(DEVICES) ? new CameraAddress(Source.V4L2, text, text) : file(camera, text);
    }

    private static CameraAddress url(final String camera, final Source source, final String text) {
        try {
            final URI url = new URI(text);
            final String host = Objects.requireNonNullElse(url.getHost(), "");
            if (host.isEmpty()) {
                throw wrong(camera);
            }
            final String port = url.getPort() < 0 ? "" : ":" + url.getPort();
            // Cameras have passwords also in the path and in the query.
            return new CameraAddress(source, text, source.name().toLowerCase(Locale.ROOT) + "://" + host + port);
        } catch (final URISyntaxException e) {
            // Without its cause, whose message holds the whole address.
            throw wrong(camera);
        }
    }

    private static CameraAddress file(final String camera, final String text) {
        try {
            final Path file = Path.of(text).toAbsolutePath();
            if (!Files.isRegularFile(file)) {
                if (text.matches(".*[@?=].*")) {
                    // An address without its beginning, which may hold a password.
                    throw wrong(camera);
                }
                throw new ResourceException(
                        ErrorCode.FILE_UNUSABLE,
                        "There is no file " + file + " of video for camera " + camera
                                + ": correct its name in --camera.");
            }
            return new CameraAddress(Source.FILE, "file:" + file, file.toString());
        } catch (final InvalidPathException e) {
            throw wrong(camera);
        }
    }

    private static OptionException wrong(final String camera) {
        return new OptionException(
                ErrorCode.OPTION_INVALID,
                "The address of camera " + camera
                        + " cannot be used: give rtsp://HOST/PATH, http://HOST/PATH (motion JPEG),"
                        + " a device as /dev/video0, dshow:NAME or avfoundation:NAME, or a file of video; signs such as @ in"
                        + " a password are written %40.");
    }

    Source source() {
        return source;
    }

    /** The address for FFmpeg, which may hold a password. */
    String target() {
        return target;
    }

    /** The address without anything that may be secret. */
    @Override
    public String toString() {
        return shown;
    }
}
