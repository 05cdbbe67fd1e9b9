package io.blemish.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.server.TestVerdicts;
import io.blemish.server.delivery.Receipt;
import io.blemish.server.delivery.Receipt.Away;
import io.blemish.server.delivery.Receipt.Refused;
import io.blemish.server.delivery.Receipt.Taken;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verdicts for a topic of a real Kafka broker. */
class KafkaTopicTest {
    /** More than the broker allows. */
    private static final int TOO_LARGE = 20_000;

    @TempDir
    private Path folder;

    private static Receipt deliver(final KafkaTopic topic, final byte[] json) throws InterruptedException {
        return topic.deliver(TestVerdicts.letter(KafkaTopic.NAME, "v1", "lid 2"), json);
    }

    @Test
    @Tag("long")
    void aVerdictArrivesWithItsIdentifierUnderTheKeyOfItsModel() throws Exception {
        final BlockingQueue<ConsumerRecord<byte[], byte[]>> arrived = new LinkedBlockingQueue<>();
        try (LocalKafka broker = new LocalKafka(folder);
                TopicReader reader = new TopicReader(broker.brokers());
                KafkaTopic topic = new KafkaTopic(broker.address(), Optional.empty())) {
            reader.receive(arrived::add);
            assertThat(deliver(topic, "{}".getBytes(UTF_8))).isEqualTo(new Taken());
            final ConsumerRecord<byte[], byte[]> message = arrived.take();
            assertThat(message.key()).asString(UTF_8).isEqualTo("lid 2");
            assertThat(message.value()).asString(UTF_8).isEqualTo("{}");
            assertThat(message.headers().lastHeader("id").value())
                    .asString(UTF_8)
                    .isEqualTo("v1");
            assertThat(message.headers().lastHeader("content-type").value())
                    .asString(UTF_8)
                    .isEqualTo("application/json");

            assertThat(deliver(topic, new byte[TOO_LARGE]))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            receipt -> assertThat(receipt.problem())
                                    .startsWith("Kafka's topic " + broker.address() + " does not take this verdict ("));
            assertThat(deliver(topic, new byte[1])).isEqualTo(new Taken());
        }
    }

    @Test
    void aBrokerThatIsNotThereIsAway() throws Exception {
        final Path quick = Files.writeString(folder.resolve("properties"), "max.block.ms=200\ncompression.type=gzip\n");
        try (KafkaTopic topic = new KafkaTopic("127.0.0.1:1/verdicts", Optional.of(quick))) {
            assertThat(deliver(topic, new byte[1]))
                    .isInstanceOfSatisfying(
                            Away.class,
                            receipt -> assertThat(receipt.problem())
                                    .startsWith("Kafka's topic 127.0.0.1:1/verdicts cannot be reached ("));
        }
    }

    @Test
    void anAddressThatIsNoneIsRefused() {
        for (final String address : List.of(
                "",
                "plant:9092",
                "plant/verdicts",
                "plant:9092/",
                "plant:9092/a b",
                "plant:9092/..",
                "/a",
                "plant:0/a",
                "plant:99999/a")) {
            assertThatThrownBy(() -> new KafkaTopic(address, Optional.empty()))
                    .isInstanceOf(BlemishException.class)
                    .hasMessageStartingWith("'" + address + "' is no topic of Kafka");
        }
        assertThat(new KafkaTopic("a.plant:9092,[::1]:9092/line-1.verdicts", Optional.empty()).name())
                .isEqualTo("kafka");
    }

    @Test
    void propertiesThatCannotBeUsedAreRefused() throws Exception {
        assertRefused("acks=1", "cannot be used: acks is fixed; take it out.");
        assertRefused("bootstrap.servers=a:1", "cannot be used: bootstrap.servers is fixed; take it out.");
        assertRefused("transactional.id=a", "cannot be used: transactional.id is fixed; take it out.");
        assertRefused("partitioner.ignore.keys=true", "cannot be used: partitioner.ignore.keys is fixed; take it out.");
        assertRefused(
                "request.timeout.ms=30000", "cannot be used: delivery.timeout.ms is 10000 and must be at least 30000");
        assertRefused("compression.type=zstd", "cannot be used: compression.type may be none or gzip.");
        assertRefused("linger.ms=soon", "cannot be used: Invalid value soon for configuration linger.ms");
        assertThatThrownBy(() -> new KafkaTopic("a:1/b", Optional.of(folder.resolve("none"))))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("cannot be read");
    }

    private void assertRefused(final String line, final String problem) throws Exception {
        final Path file = Files.writeString(folder.resolve("properties"), line);
        assertThatThrownBy(() -> new KafkaTopic("a:1/b", Optional.of(file)))
                .isInstanceOf(BlemishException.class)
                .hasMessageStartingWith("The file of Kafka's properties " + file + " " + problem);
    }
}
