package io.blemish.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A program that reads all verdicts of a topic. */
final class TopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final String brokers;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closed;

    TopicReader(final String brokers) {
        this.brokers = brokers;
    }

    /** Reads from the beginning on, and hands over what arrives. */
    void receive(final Consumer<ConsumerRecord<byte[], byte[]>> messages) {
        final Thread thread = new Thread(() -> read(messages));
        threads.add(thread);
        thread.start();
    }

    private void read(final Consumer<ConsumerRecord<byte[], byte[]>> messages) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            final List<TopicPartition> partitions = IntStream.range(0, LocalKafka.PARTITIONS)
                    .mapToObj(number -> new TopicPartition(LocalKafka.TOPIC, number))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!closed) {
                consumer.poll(POLL).forEach(messages);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            for (final Thread thread : threads) {
                thread.join();
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
