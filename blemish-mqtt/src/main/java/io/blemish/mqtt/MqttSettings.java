package io.blemish.mqtt;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A broker, and what is published there.
 *
 * @param address {@code mqtt://HOST:PORT}, or {@code mqtts://HOST:PORT} with TLS; without a port, 1883 or 8883
 * @param topic of a verdict, in which {@code {model}} stands for the name of its model
 * @param user a name that the broker knows
 * @param password the file of the user's password
 * @param certificates a PEM file of the certificates that the broker's is trusted by, beside TLS; by default those that Java trusts
 */
public record MqttSettings(
        URI address, String topic, Optional<String> user, Optional<Path> password, Optional<Path> certificates) {
    /** The topic unless another is wished. */
    public static final String DEFAULT_TOPIC = "blemish/{model}/verdicts";

    /**
     * A broker that anyone may publish to, and the usual topic.
     *
     * @param address of the broker
     */
    public MqttSettings(final URI address) {
        this(address, DEFAULT_TOPIC, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
