package io.blemish.kafka;

import io.blemish.BlemishException;
import io.blemish.server.delivery.Receipt;
import io.blemish.server.delivery.Receipt.Away;
import io.blemish.server.delivery.Receipt.Refused;
import io.blemish.server.delivery.Receipt.Taken;
import io.blemish.server.delivery.Target;
import io.blemish.server.history.Letter;
import io.blemish.server.history.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * Writes verdicts to a topic of Kafka, one after another, each when all replicas in sync have it. The name of its model is its key, so that those of
 * a model stand in one partition in their order. A producer with which something went wrong is not used again, so that nothing that it has
 * still to send arrives after what is sent later.
 */
public final class KafkaTopic implements Target {
    /** Its name in the outbox. */
    public static final String NAME = "kafka";

    /** The header of a record that has the identifier of its verdict. */
    public static final String ID = "id";

    private final TopicAddress address;
    private final Map<String, Object> settings;
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    /**
     * A topic.
     *
     * @param address {@code HOST:PORT/TOPIC}, with commas between several {@code HOST:PORT}
     * @param properties a file with properties of a Kafka producer, such as those of TLS and of a user
     * @throws BlemishException if the address is none or the file cannot be used
     */
    public KafkaTopic(final String address, final Optional<Path> properties) {
        this.address = TopicAddress.of(address);
        this.settings = ProducerSettings.of(this.address, properties);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Receipt deliver(final Letter letter, final byte[] json) throws InterruptedException {
        try {
            if (producer == null) {
                producer = new KafkaProducer<>(settings);
            }
            producer.send(message(letter.verdict(), json)).get();
            return new Taken();
        } catch (final InterruptException e) {
            throw (InterruptedException) new InterruptedException().initCause(e);
        } catch (final ExecutionException e) {
            return failure(Optional.ofNullable(e.getCause()).orElse(e));
        } catch (final KafkaException e) {
            return failure(e);
        }
    }

    private ProducerRecord<byte[], byte[]> message(final Verdict verdict, final byte[] json) {
        final ProducerRecord<byte[], byte[]> message =
                new ProducerRecord<>(address.topic(), verdict.model().getBytes(StandardCharsets.UTF_8), json);
        message.headers()
                .add(ID, verdict.id().getBytes(StandardCharsets.UTF_8))
                .add("content-type", "application/json".getBytes(StandardCharsets.UTF_8));
        return message;
    }

    private Receipt failure(final Throwable problem) {
        close();
        return problem instanceof RecordTooLargeException || problem instanceof InvalidRecordException
                ? new Refused(
                        "Kafka's topic " + address + " does not take this verdict (" + problem.getMessage() + ").")
                : Away.unreachable(
                        "Kafka's topic " + address,
                        Optional.ofNullable(problem.getCause()).orElse(problem));
    }

    /** Messages that were not sent yet are dropped; their verdicts are in the outbox. */
    @Override
    public void close() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }
}
