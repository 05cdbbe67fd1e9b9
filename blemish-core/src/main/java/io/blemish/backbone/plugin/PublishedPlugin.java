package io.blemish.backbone.plugin;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.OptionException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A plug-in that its makers publish, as this version of the software was tried with it.
 *
 * @param device the name of the device that it gives
 * @param version that its makers gave it
 * @param file the name of its archive
 * @param sha256 of the archive, in hexadecimal digits
 * @param megabytes the archive's size, roughly, in units of 10⁶ bytes
 * @param licence of its makers
 */
public record PublishedPlugin(
        String device, String version, String file, String sha256, int megabytes, String licence) {
    private static final PublishedPlugin OPENVINO_LINUX = new PublishedPlugin(
            "openvino",
            "1.8.1",
            "onnxruntime_ep_openvino-1.8.1-py3-none-manylinux_2_28_x86_64.whl",
            "3832643158c8c187fcab6db661cde2a8c06a2b3559d95d0f2411ac0e51c5e924",
            53,
            "MIT");
    private static final PublishedPlugin OPENVINO_WINDOWS = new PublishedPlugin(
            "openvino",
            "1.8.1",
            "onnxruntime_ep_openvino-1.8.1-py3-none-win_amd64.whl",
            "1acd878be173b02bb8b953460f2f59b121e5f6e47ebc6aad490c0590cf6718fb",
            87,
            "MIT");

    /** {@return the plug-ins for this machine's operating system and processor; none for one that has none} */
    public static List<PublishedPlugin> all() {
        return all(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    static List<PublishedPlugin> all(final String system, final String architecture) {
        final String name = system.toLowerCase(Locale.ROOT);
        if (!architecture.equals("amd64") && !architecture.equals("x86_64")) {
            return List.of();
        }
        if (name.startsWith("windows")) {
            return List.of(OPENVINO_WINDOWS);
        }
        return name.startsWith("linux") ? List.of(OPENVINO_LINUX) : List.of();
    }

    /**
     * {@return the plug-in for a device, if one is published for this machine}
     *
     * @param device name of the device
     */
    public static Optional<PublishedPlugin> find(final String device) {
        return all().stream().filter(one -> one.device().equals(device)).findFirst();
    }

    /**
     * {@return the plug-in for a device}
     *
     * @param device name of the device
     * @throws BlemishException if none is published for this machine
     */
    public static PublishedPlugin named(final String device) {
        return find(device)
                .orElseThrow(() -> new OptionException(
                        ErrorCode.OPTION_INVALID,
                        "No plug-in is published for the device '" + device + "' on this machine ("
                                + System.getProperty("os.name") + ", " + System.getProperty("os.arch") + "); there is "
                                + (all().isEmpty()
                                        ? "none at all"
                                        : all().stream()
                                                .map(PublishedPlugin::device)
                                                .collect(Collectors.joining(", ")))
                                + "."));
    }
}
