package io.blemish.cli;

import io.blemish.cli.terminal.OptionGroup;
import io.blemish.server.ServerOptions;
import io.blemish.server.models.ModelName;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The other machines of a line with which {@code serve} is connected. */
@OptionGroup("Line")
final class LineOptions {
    @Option(
            names = "--watch",
            paramLabel = "DIR=MODEL",
            split = "\n",
            hideParamSyntax = true,
            description =
                    "Judges by this model every picture that another program writes into this folder, and moves it to"
                            + " done/ or failed/ in it. May be given several times.")
    private List<String> watched = new ArrayList<>();

    @Option(
            names = "--watch-leave",
            description = "Leaves the pictures of watched folders where they are; none is judged twice.")
    private boolean leave;

    @Mixin
    private CameraOptions cameras;

    @Mixin
    private WebhookOptions webhook;

    @Mixin
    private MqttOptions mqtt;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private OpcUaOptions opcua;

    /**
     * Reads the options.
     *
     * @throws IllegalArgumentException if one of them is of another form, or lacks the one that it goes with
     * @throws io.blemish.BlemishException if an address or a file of a camera or a receiver cannot be used
     */
    ServerOptions.Connections connections() {
        return new ServerOptions.Connections(
                watched.stream()
                        .filter(text -> !text.isBlank())
                        .map(this::folder)
                        .toList(),
                cameras.cameras(),
                Stream.of(webhook.destination(), mqtt.destination(), kafka.destination(), opcua.destination())
                        .flatMap(Optional::stream)
                        .toList());
    }

    private ServerOptions.WatchedFolder folder(final String text) {
        // The last one, because a path may have others.
        final int sign = text.lastIndexOf('=');
        if (sign < 1) {
            throw wrong(text);
        }
        final ModelName model = ModelName.of(text.substring(sign + 1).strip()).orElseThrow(() -> wrong(text));
        try {
            return new ServerOptions.WatchedFolder(
                    Path.of(text.substring(0, sign).strip()), model, !leave);
        } catch (final InvalidPathException e) {
            throw new IllegalArgumentException(
                    "--watch '" + text + "' names no folder that can be: " + e.getMessage() + ".", e);
        }
    }

    private static IllegalArgumentException wrong(final String text) {
        return new IllegalArgumentException("--watch '" + text
                + "' is not DIR=MODEL, a folder and the name of a model, as in --watch /camera/1=part.");
    }
}
