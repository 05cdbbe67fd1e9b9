package example;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.backbone.BackboneGraph;
import io.blemish.dataset.DatasetOptions;
import io.blemish.dataset.Datasets;
import io.blemish.dataset.generator.GeneratorOptions;
import io.blemish.dataset.generator.PartGenerator;
import io.blemish.dataset.generator.PartKind;
import io.blemish.model.ModelOptions;
import io.blemish.model.ModelTrainer;
import io.blemish.model.Network;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.RetryListener;

/** The application with a real broker: verdicts, what is no picture, and a model that comes late. */
class InspectionListenerTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    @Test
    void verdictsDeadLettersAndRetries() throws Exception {
        final Path data = folder.resolve("data");
        final Path fitted = fit(data);
        final Path model = folder.resolve("part.blemish");
        try (Broker broker = new Broker(folder, "pictures", "verdicts", "pictures.dead");
                ConfigurableApplicationContext application = start(broker, model);
                KafkaProducer<String, byte[]> camera = camera(broker)) {
            final CountDownLatch failed = new CountDownLatch(1);
            application.getBean(DefaultErrorHandler.class).setRetryListeners(new RetryListener() {
                @Override
                public void failedDelivery(final ConsumerRecord<?, ?> picture, final Exception e, final int attempt) {
                    failed.countDown();
                }
            });
            camera.send(new ProducerRecord<>("pictures", "good.png", picture(data, "good")));
            camera.send(new ProducerRecord<>("pictures", "note.txt", "a note".getBytes(StandardCharsets.UTF_8)));
            camera.send(new ProducerRecord<>("pictures", "scratch.png", picture(data, "scratch")));

            // There is no model yet, which is the fault of no picture.
            assertThat(failed.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            Files.move(fitted, model, StandardCopyOption.ATOMIC_MOVE);

            final List<ConsumerRecord<String, byte[]>> verdicts = read(broker, "verdicts", 2);
            assertThat(verdicts).extracting(ConsumerRecord::key).containsExactly("good.png", "scratch.png");
            assertThat(text(verdicts.get(0))).contains("\"name\":\"good.png\"", "\"verdict\":\"ok\"");
            assertThat(text(verdicts.get(1))).contains("\"verdict\":\"defect\"");
            final List<ConsumerRecord<String, byte[]>> dead = read(broker, "pictures.dead", 1);
            assertThat(dead).extracting(InspectionListenerTest::text).containsExactly("a note");
            assertThat(dead.get(0).headers().lastHeader("kafka_dlt-exception-message").value())
                    .asString(StandardCharsets.UTF_8)
                    .contains("note.txt");
        }
    }

    private static ConfigurableApplicationContext start(final Broker broker, final Path model) {
        return new SpringApplicationBuilder(InspectionListener.class)
                .run(
                        "--spring.kafka.bootstrap-servers=" + broker.address(),
                        "--blemish.models.part.location=" + model,
                        "--blemish.models.part.refresh=100ms");
    }

    private static Path fit(final Path data) throws Exception {
        try (Workers workers = Workers.ofAllProcessors()) {
            PartGenerator.generate(
                    data,
                    GeneratorOptions.DEFAULT
                            .withKinds(List.of(PartKind.PLATE))
                            .withSize(128)
                            .withCounts(6, 1, 1),
                    workers,
                    Progress.SILENT);
        }
        final Path model = data.resolve("part.blemish");
        new ModelTrainer(
                        List.of(new Network(BackboneGraph.embedded("efficientnet-lite0"), List.of("layer2"))),
                        ModelOptions.DEFAULT)
                .fit(
                        Datasets.open(data.resolve("plate"), DatasetOptions.DEFAULT).trainingPictures(),
                        model,
                        Progress.SILENT);
        return model;
    }

    private static byte[] picture(final Path data, final String kind) throws Exception {
        try (Stream<Path> files = Files.list(data.resolve("plate/test").resolve(kind))) {
            return Files.readAllBytes(files.findFirst().orElseThrow());
        }
    }

    private static KafkaProducer<String, byte[]> camera(final Broker broker) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.address()), new StringSerializer(), new ByteArraySerializer());
    }

    /** Waits until so many records are in a topic. */
    private static List<ConsumerRecord<String, byte[]>> read(final Broker broker, final String topic, final int count) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.address(), "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            final TopicPartition all = new TopicPartition(topic, 0);
            consumer.assign(List.of(all));
            final List<ConsumerRecord<String, byte[]>> read = new ArrayList<>();
            final long end = System.nanoTime() + LIMIT.toNanos();
            while (read.size() < count && System.nanoTime() < end) {
                final ConsumerRecords<String, byte[]> now = consumer.poll(Duration.ofSeconds(1));
                read.addAll(now.records(all));
            }
            return read;
        }
    }

    private static String text(final ConsumerRecord<String, byte[]> message) {
        return new String(message.value(), StandardCharsets.UTF_8);
    }
}
