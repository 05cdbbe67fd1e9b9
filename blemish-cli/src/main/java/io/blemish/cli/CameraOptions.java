package io.blemish.cli;

import io.blemish.cli.option.WholeNumber;
import io.blemish.cli.terminal.OptionGroup;
import io.blemish.server.ServerOptions.ConnectedCamera;
import io.blemish.server.models.ModelName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The cameras whose frames {@code serve} judges. */
@OptionGroup("Cameras")
final class CameraOptions {
    private static final Duration LOST = Duration.ofSeconds(10);

    @Option(
            names = "--camera",
            paramLabel = "NAME:MODEL=URL",
            split = "\n",
            hideParamSyntax = true,
            description =
                    "Judges frames of this camera by this model. URL is rtsp://…, http://… (motion JPEG), a device such as"
                            + " /dev/video0, dshow:NAME or avfoundation:NAME, or a file of video. May be given several times.")
    private List<String> cameras = new ArrayList<>();

    @Option(
            names = "--camera-every",
            paramLabel = "[NAME=]MS",
            split = ",",
            hideParamSyntax = true,
            description =
                    "Has the newest frame of this camera, or of each, judged every so many milliseconds. Without it, a frame is"
                            + " judged when POST /v1/cameras/NAME/trigger asks for that. May be given several times.")
    private List<String> every = new ArrayList<>();

    @Option(
            names = "--camera-lost",
            paramLabel = "MS",
            converter = WholeNumber.Positive.class,
            description =
                    "After how many milliseconds without a frame a camera is lost, and connected anew (default: 10000).")
    private @Nullable Integer lost;

    /**
     * Reads the options.
     *
     * @throws IllegalArgumentException if one of them is of another form, or names no camera
     * @throws io.blemish.BlemishException if an address cannot be used
     */
    List<ConnectedCamera> cameras() {
        final List<Entry> entries =
                cameras.stream().filter(text -> !text.isBlank()).map(Entry::of).toList();
        final Set<String> names = new HashSet<>();
        for (final Entry entry : entries) {
            if (!names.add(entry.name())) {
                throw new IllegalArgumentException("--camera has two cameras with the name " + entry.name() + ".");
            }
        }
        if (entries.isEmpty() && (!every.isEmpty() || lost != null)) {
            throw new IllegalArgumentException("--camera-every and --camera-lost go with --camera.");
        }
        final Duration wait = lost == null ? LOST : Duration.ofMillis(lost);
        final Map<String, Duration> times = times(names);
        return entries.stream()
                .map(entry -> new ConnectedCamera(
                        CameraSource.of(entry.name(), entry.url(), wait),
                        entry.model(),
                        Optional.ofNullable(times.getOrDefault(entry.name(), times.get("")))))
                .toList();
    }

    /** The time between frames of each camera that is named, and under an empty name that of all others. */
    private Map<String, Duration> times(final Set<String> names) {
        final Map<String, Duration> times = new HashMap<>();
        for (final String text : every) {
            final int sign = text.lastIndexOf('=');
            final String name = text.substring(0, Math.max(0, sign)).strip();
            if (sign >= 0 && !names.contains(name)) {
                throw new IllegalArgumentException(
                        "--camera-every '" + text + "' names no camera of --camera; they are "
                                + String.join(", ", names.stream().sorted().toList()) + ".");
            }
            times.put(name, millis(text, text.substring(sign + 1).strip()));
        }
        return times;
    }

    private static Duration millis(final String text, final String number) {
        try {
            final int millis = Integer.parseInt(number);
            if (millis > 0) {
                return Duration.ofMillis(millis);
            }
        } catch (final NumberFormatException e) {
            // As below.
        }
        throw new IllegalArgumentException("--camera-every '" + text
                + "' is not [NAME=]MS, a whole number of milliseconds, as in --camera-every 500 or press=500.");
    }

    /** What --camera says. */
    private record Entry(String name, ModelName model, String url) {
        static Entry of(final String text) {
            // The first ones, because an address may have others.
            final int sign = text.indexOf('=');
            final int colon = text.indexOf(':');
            if (colon < 1 || sign < colon) {
                throw wrong();
            }
            final String url = text.substring(sign + 1).strip();
            final Optional<ModelName> name =
                    ModelName.of(text.substring(0, colon).strip());
            final Optional<ModelName> model =
                    ModelName.of(text.substring(colon + 1, sign).strip());
            if (name.isEmpty() || model.isEmpty() || url.isEmpty()) {
                throw wrong();
            }
            return new Entry(name.get().text(), model.get(), url);
        }

        /** Does not repeat the text, which may hold a password. */
        private static IllegalArgumentException wrong() {
            return new IllegalArgumentException("--camera is not NAME:MODEL=URL, a name, the name of a model and an"
                    + " address, as in --camera press:part=rtsp://10.0.0.7/stream.");
        }
    }
}
