package io.blemish.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.exceptions.MqttEncodeException;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PayloadFormatIndicator;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import io.blemish.BlemishException;
import io.blemish.server.delivery.Receipt;
import io.blemish.server.delivery.Receipt.Away;
import io.blemish.server.delivery.Receipt.Refused;
import io.blemish.server.delivery.Receipt.Taken;
import io.blemish.server.delivery.Target;
import io.blemish.server.history.Letter;
import io.blemish.server.history.Verdict;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes verdicts to an MQTT 5 broker with quality of service 1, one after another. A connection with which something went wrong is not used
 * again, so that nothing that was sent on it arrives after what is sent later.
 */
public final class MqttBroker implements Target {
    /** Its name in the outbox. */
    public static final String NAME = "mqtt";

    /** The property of a message that has the identifier of its verdict. */
    public static final String ID = "id";

    private static final Set<Mqtt5PubAckReasonCode> FAULTS_OF_LETTER =
            Set.of(Mqtt5PubAckReasonCode.TOPIC_NAME_INVALID, Mqtt5PubAckReasonCode.PAYLOAD_FORMAT_INVALID);

    private final BrokerClients clients;
    private final TopicTemplate topic;
    private @Nullable Mqtt5AsyncClient client;

    /**
     * A broker.
     *
     * @param settings where it is, and what is published there
     * @throws BlemishException if the address or the topic is none, or a file cannot be used
     */
    public MqttBroker(final MqttSettings settings) {
        clients = new BrokerClients(settings);
        topic = new TopicTemplate(settings.topic());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Receipt deliver(final Letter letter, final byte[] json) throws InterruptedException {
        try {
            final Mqtt5PublishResult result = answer(connected().publish(message(letter.verdict(), json)));
            return result.getError().map(this::failure).orElseGet(Taken::new);
        } catch (final ExecutionException e) {
            return failure(Optional.ofNullable(e.getCause()).orElse(e));
        } catch (final TimeoutException e) {
            return failure(new TimeoutException("no answer for " + TIMEOUT.toSeconds() + " s"));
        }
    }

    private Mqtt5Publish message(final Verdict verdict, final byte[] json) {
        return Mqtt5Publish.builder()
                .topic(topic.of(verdict.model()))
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(json)
                .payloadFormatIndicator(Mqtt5PayloadFormatIndicator.UTF_8)
                .contentType("application/json")
                .userProperties()
                .add(ID, verdict.id())
                .applyUserProperties()
                .build();
    }

    private Mqtt5AsyncClient connected() throws InterruptedException, ExecutionException, TimeoutException {
        if (client == null || !client.getState().isConnected()) {
            client = clients.make();
            answer(client.connect());
        }
        return client;
    }

    private static <T> T answer(final CompletableFuture<T> future)
            throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Receipt failure(final Throwable cause) {
        close();
        return isFaultOfLetter(cause)
                ? new Refused(
                        "The MQTT broker " + clients + " does not take this verdict (" + cause.getMessage() + ").")
                : Away.unreachable("The MQTT broker " + clients, cause);
    }

    /** Whether the topic or the text is wrong, or the message is larger than the broker allows. */
    private static boolean isFaultOfLetter(final Throwable cause) {
        return cause instanceof MqttEncodeException
                || (cause instanceof Mqtt5PubAckException refusal
                        && FAULTS_OF_LETTER.contains(refusal.getMqttMessage().getReasonCode()));
    }

    @Override
    public void close() {
        if (client != null) {
            // Nobody waits for it: nothing is on its way that counts as delivered.
            final CompletableFuture<Void> unused = client.disconnect();
            client = null;
        }
    }
}
