package io.blemish.cli;

import io.blemish.cli.terminal.OptionGroup;
import io.blemish.kafka.KafkaTopic;
import io.blemish.prediction.Decision;
import io.blemish.server.ServerOptions.Destination;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The topic of Kafka that {@code serve} writes verdicts to. */
@OptionGroup("Verdicts for Kafka")
final class KafkaOptions {
    @Option(
            names = "--kafka",
            paramLabel = "BROKERS/TOPIC",
            description =
                    "Writes every verdict as JSON to this topic of Kafka: HOST:PORT/TOPIC, with commas between several"
                            + " HOST:PORT.")
    private @Nullable String address;

    @Option(
            names = "--kafka-properties",
            paramLabel = "FILE",
            description =
                    "Further properties of Kafka's producer, such as those of TLS and of a user; see docs/server.md.")
    private @Nullable Path properties;

    @Option(
            names = "--kafka-verdicts",
            paramLabel = "KIND",
            split = ",",
            hideParamSyntax = true,
            description = "Which verdicts are written" + VerdictKinds.DESCRIPTION)
    private List<Decision> verdicts = new ArrayList<>();

    /**
     * Reads the options.
     *
     * @throws IllegalArgumentException if there is no topic for the others
     * @throws io.blemish.BlemishException if the address or the file cannot be used
     */
    Optional<Destination> destination() {
        if (address == null && (properties != null || !verdicts.isEmpty())) {
            throw new IllegalArgumentException("--kafka-properties and --kafka-verdicts go with --kafka.");
        }
        return Optional.ofNullable(address)
                .map(text -> VerdictKinds.destination(new KafkaTopic(text, Optional.ofNullable(properties)), verdicts));
    }
}
