package io.blemish.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.blemish.BlemishException;
import io.blemish.server.SelfSigned;
import io.blemish.server.TestVerdicts;
import io.blemish.server.delivery.Receipt;
import io.blemish.server.delivery.Receipt.Away;
import io.blemish.server.delivery.Receipt.Refused;
import io.blemish.server.delivery.Receipt.Taken;
import io.blemish.server.history.Letter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verdicts for a real MQTT broker; skipped if this machine has none. */
class MqttBrokerTest {
    static final String NO_BROKER = "skipped: this machine has no Mosquitto (mosquitto on the PATH or in /usr/sbin)";

    private static final int LARGEST = 2_000;

    @TempDir
    private Path folder;

    private static Letter letter(final String model) {
        return TestVerdicts.letter(MqttBroker.NAME, "v1", model);
    }

    private LocalMosquitto broker(final String... settings) throws Exception {
        assumeTrue(LocalMosquitto.exists(), NO_BROKER);
        return LocalMosquitto.start(folder, settings);
    }

    private static MqttBroker target(final int port) {
        return new MqttBroker(new MqttSettings(URI.create("mqtt://127.0.0.1:" + port)));
    }

    @Test
    void aVerdictArrivesWithItsIdentifierUnderTheTopicOfItsModel() throws Exception {
        final BlockingQueue<Mqtt5Publish> arrived = new LinkedBlockingQueue<>();
        try (LocalMosquitto broker = broker("allow_anonymous true", "max_packet_size " + LARGEST);
                Subscriber subscriber = new Subscriber(broker.port());
                MqttBroker target = target(broker.port())) {
            subscriber.receive(arrived::add);
            assertThat(target.deliver(letter("lid 2"), "{}".getBytes(StandardCharsets.UTF_8)))
                    .isEqualTo(new Taken());
            final Mqtt5Publish message = arrived.take();
            assertThat(message.getTopic()).hasToString("blemish/lid 2/verdicts");
            assertThat(message.getPayloadAsBytes())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("{}");
            assertThat(message.getContentType())
                    .hasValueSatisfying(type -> assertThat(type).hasToString("application/json"));
            assertThat(message.getMessageExpiryInterval()).isEmpty();
            assertThat(message.getUserProperties().asList()).singleElement().satisfies(id -> {
                assertThat(id.getName()).hasToString("id");
                assertThat(id.getValue()).hasToString("v1");
            });

            final Receipt large = target.deliver(letter("part"), new byte[LARGEST]);
            assertThat(large)
                    .isInstanceOfSatisfying(
                            Refused.class,
                            receipt -> assertThat(receipt.problem())
                                    .startsWith("The MQTT broker mqtt://127.0.0.1:" + broker.port()
                                            + " does not take this verdict ("));
            assertThat(target.deliver(letter("part"), new byte[1])).isEqualTo(new Taken());
        }
    }

    @Test
    void aBrokerWithTlsTakesVerdictsOfAUserThatItKnows() throws Exception {
        final SelfSigned made = new SelfSigned(folder, "broker");
        final Path certificate = made.writeCertificate(folder.resolve("cert.pem"));
        final Path passwords = Files.writeString(folder.resolve("passwords"), "line:of-the-line");
        assumeTrue(LocalMosquitto.exists(), NO_BROKER);
        assertThat(new ProcessBuilder("mosquitto_passwd", "-U", passwords.toString())
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
        try (LocalMosquitto broker = broker(
                "certfile " + certificate,
                "keyfile " + made.writeKey(folder.resolve("key.pem")),
                "password_file " + passwords,
                "allow_anonymous false")) {
            assertThat(deliver(broker, "of-the-line", Optional.of(certificate))).isEqualTo(new Taken());
            assertThat(deliver(broker, "of-another", Optional.of(certificate)))
                    .isInstanceOfSatisfying(
                            Away.class, receipt -> assertThat(receipt.problem()).contains("NOT_AUTHORIZED"));
            assertThat(deliver(broker, "of-the-line", Optional.empty()))
                    .isInstanceOfSatisfying(
                            Away.class, receipt -> assertThat(receipt.problem()).contains("certification path"));
        }
    }

    private Receipt deliver(final LocalMosquitto broker, final String password, final Optional<Path> certificates)
            throws Exception {
        final Path file = Files.writeString(folder.resolve("password"), password + "\n");
        final MqttSettings settings = new MqttSettings(
                URI.create("mqtts://127.0.0.1:" + broker.port()),
                "verdicts",
                Optional.of("line"),
                Optional.of(file),
                certificates);
        try (MqttBroker target = new MqttBroker(settings)) {
            return target.deliver(letter("part"), new byte[1]);
        }
    }

    @Test
    void aBrokerThatIsNotThereIsAway() throws Exception {
        try (MqttBroker target = target(1)) {
            assertThat(target.deliver(letter("part"), new byte[1]))
                    .isInstanceOfSatisfying(
                            Away.class,
                            receipt -> assertThat(receipt.problem())
                                    .startsWith("The MQTT broker mqtt://127.0.0.1:1 cannot be reached ("));
        }
    }

    @Test
    void settingsThatCannotBeUsedAreToldBeforeAnythingIsSent() throws Exception {
        assertRefused("mqtt://HOST:PORT or mqtts://HOST:PORT", "http://plant", MqttSettings.DEFAULT_TOPIC);
        assertRefused("mqtt://HOST:PORT or mqtts://HOST:PORT", "mqtt://me:secret@plant", MqttSettings.DEFAULT_TOPIC);
        assertRefused("mqtt://HOST:PORT or mqtts://HOST:PORT", "mqtt://plant/verdicts", MqttSettings.DEFAULT_TOPIC);
        assertRefused("mqtt://HOST:PORT or mqtts://HOST:PORT", "mqtt://plant:99999", MqttSettings.DEFAULT_TOPIC);
        for (final String topic : List.of("", "a/#", "a/+", "a/{line}", "$SYS/a")) {
            assertRefused("'" + topic + "' is no topic to publish to", "mqtt://plant", topic);
        }
        final Path empty = Files.createFile(folder.resolve("empty.pem"));
        assertThatThrownBy(() -> new MqttBroker(new MqttSettings(
                        URI.create("mqtts://plant"), "a", Optional.empty(), Optional.empty(), Optional.of(empty))))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining(empty + " cannot be used (it has no certificate)");
        assertThatThrownBy(() -> new MqttBroker(new MqttSettings(
                        URI.create("mqtt://plant"), "a", Optional.empty(), Optional.empty(), Optional.of(empty))))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("go with an address mqtts://");
    }

    private static void assertRefused(final String part, final String address, final String topic) {
        assertThatThrownBy(() -> new MqttBroker(new MqttSettings(
                        URI.create(address), topic, Optional.empty(), Optional.empty(), Optional.empty())))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining(part);
    }
}
