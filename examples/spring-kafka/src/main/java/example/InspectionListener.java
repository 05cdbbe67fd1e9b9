package example;

import io.blemish.ModelException;
import io.blemish.ResourceException;
import io.blemish.image.Picture;
import io.blemish.prediction.Prediction;
import io.blemish.spring.InspectionRefusedException;
import io.blemish.spring.InspectionTemplate;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Judges the pictures in the topic {@code pictures}, whose keys are their names, and puts the verdicts into {@code verdicts}. What is no
 * picture goes to {@code pictures.dead}; what is the machine's fault is tried again.
 */
@SpringBootApplication
public class InspectionListener {
    private static final long FIRST_PAUSE_MS = 1_000;

    /** Well below {@code max.poll.interval.ms}, after which a broker takes the partition away. */
    private static final long LONGEST_PAUSE_MS = 60_000;

    private final InspectionTemplate inspections;
    private final KafkaTemplate<String, byte[]> kafka;

    public InspectionListener(final InspectionTemplate inspections, final KafkaTemplate<String, byte[]> kafka) {
        this.inspections = inspections;
        this.kafka = kafka;
    }

    public static void main(final String[] arguments) {
        SpringApplication.run(InspectionListener.class, arguments);
    }

    /** Waits for the broker, because a picture counts as done when this returns; so each has its verdict at least once. */
    @KafkaListener(topics = "pictures")
    void inspect(final ConsumerRecord<String, byte[]> picture) throws InterruptedException, ExecutionException {
        final Prediction prediction = inspections.inspect("part", Picture.of(picture.key(), picture.value()));
        kafka.send("verdicts", picture.key(), prediction.toJson().getBytes(StandardCharsets.UTF_8)).get();
    }

    /**
     * Without an end for a full disk, a model that is not there, a queue that is full or a broker that is away: all pictures behind would
     * fail as well. Anything else is put aside at once, because trying it again would not help and would hold them up.
     */
    @Bean
    static DefaultErrorHandler errors(final KafkaTemplate<String, byte[]> kafka) {
        final ExponentialBackOff pauses = new ExponentialBackOff(FIRST_PAUSE_MS, 2);
        pauses.setMaxInterval(LONGEST_PAUSE_MS);
        final DefaultErrorHandler errors = new DefaultErrorHandler(
                new DeadLetterPublishingRecoverer(kafka, (picture, e) -> new TopicPartition("pictures.dead", -1)), pauses);
        errors.defaultFalse();
        errors.addRetryableExceptions(
                ResourceException.class,
                ModelException.class,
                InspectionRefusedException.class,
                ExecutionException.class,
                KafkaException.class);
        return errors;
    }
}
