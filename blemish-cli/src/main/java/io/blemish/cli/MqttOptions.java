package io.blemish.cli;

import io.blemish.cli.terminal.OptionGroup;
import io.blemish.mqtt.MqttBroker;
import io.blemish.mqtt.MqttSettings;
import io.blemish.prediction.Decision;
import io.blemish.server.ServerOptions.Destination;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The MQTT broker that {@code serve} publishes verdicts to. */
@OptionGroup("Verdicts for MQTT")
final class MqttOptions {
    @Option(
            names = "--mqtt",
            paramLabel = "URL",
            description =
                    "Publishes every verdict as JSON to this broker of MQTT 5: mqtt://HOST:PORT, or mqtts://HOST:PORT"
                            + " with TLS.")
    private @Nullable URI address;

    @Option(
            names = "--mqtt-topic",
            paramLabel = "TOPIC",
            description = "The topic, in which {model} stands for the name of the model (default: "
                    + MqttSettings.DEFAULT_TOPIC + ").")
    private @Nullable String topic;

    @Option(names = "--mqtt-user", paramLabel = "NAME", description = "The user that the broker knows.")
    private @Nullable String user;

    @Option(names = "--mqtt-password-file", paramLabel = "FILE", description = "The password of that user.")
    private @Nullable Path password;

    @Option(
            names = "--mqtt-certificates",
            paramLabel = "FILE",
            description =
                    "The certificates, in PEM, by which the broker's is trusted (default: those that Java trusts).")
    private @Nullable Path certificates;

    @Option(
            names = "--mqtt-verdicts",
            paramLabel = "KIND",
            split = ",",
            hideParamSyntax = true,
            description = "Which verdicts are published" + VerdictKinds.DESCRIPTION)
    private List<Decision> verdicts = new ArrayList<>();

    /**
     * Reads the options.
     *
     * @throws IllegalArgumentException if there is no broker for the others, or a password of nobody
     * @throws io.blemish.BlemishException if the address, the topic or a file cannot be used
     */
    Optional<Destination> destination() {
        if (address == null && (topic != null || user != null || certificates != null || !verdicts.isEmpty())) {
            throw new IllegalArgumentException("The options --mqtt-… go with --mqtt.");
        }
        if (password != null && user == null) {
            throw new IllegalArgumentException("--mqtt-password-file goes with --mqtt-user.");
        }
        return Optional.ofNullable(address).map(url -> VerdictKinds.destination(broker(url), verdicts));
    }

    private MqttBroker broker(final URI url) {
        return new MqttBroker(new MqttSettings(
                url,
                Optional.ofNullable(topic).orElse(MqttSettings.DEFAULT_TOPIC),
                Optional.ofNullable(user),
                Optional.ofNullable(password),
                Optional.ofNullable(certificates)));
    }
}
