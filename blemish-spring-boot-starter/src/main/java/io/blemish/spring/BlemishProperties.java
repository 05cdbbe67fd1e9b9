package io.blemish.spring;

import io.blemish.backbone.Device;
import io.blemish.image.ImageDecoder;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties {@code blemish.*}.
 *
 * @param models the models by their names
 * @param concurrency how many pictures are judged at once; 0 for one on each processor
 * @param queue how many pictures may wait for their turn; more are refused at once
 * @param deadline how long a picture may wait for its turn
 * @param maxPixels how many pixels a picture may have
 * @param device on which the networks run
 */
@ConfigurationProperties("blemish")
public record BlemishProperties(
        @DefaultValue Map<String, ModelProperties> models,
        @DefaultValue("0") int concurrency,
        @DefaultValue("64") int queue,
        @DefaultValue("10s") Duration deadline,
        @DefaultValue("" + ImageDecoder.DEFAULT_MAX_PIXELS) long maxPixels,
        @DefaultValue("cpu") Device device) {
    /**
     * Checks the values.
     *
     * @param models the models by their names; copied
     * @param concurrency number of pictures that are judged at once; 0 for one on each processor
     * @param queue number of pictures that may wait for their turn
     * @param deadline the time that a picture may wait for its turn
     * @param maxPixels number of pixels that a picture may have
     * @param device the device on which the networks run
     * @throws IllegalArgumentException if one is out of its range
     */
    public BlemishProperties {
        models = Map.copyOf(models);
        require(concurrency >= 0, "blemish.concurrency must be at least 0, not " + concurrency);
        require(queue >= 0, "blemish.queue must be at least 0, not " + queue);
        require(deadline.toNanos() > 0, "blemish.deadline must be longer than 0");
        require(maxPixels >= 1, "blemish.max-pixels must be at least 1, not " + maxPixels);
    }

    /** How many pictures are judged at once. */
    int atOnce() {
        return concurrency == 0 ? Runtime.getRuntime().availableProcessors() : concurrency;
    }

    private static void require(final boolean holds, final String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /**
     * The properties {@code blemish.models.NAME.*}.
     *
     * @param location of the model file: a path, {@code classpath:}, or a URL
     * @param threads how many of the processor's threads one picture may use
     * @param maxFalseAlarms the share of good pictures that may raise a false alarm; without it, the file's own threshold holds
     * @param refresh how often the file is looked at, to take up another one; without it, it is never looked at again
     */
    public record ModelProperties(
            String location,
            @DefaultValue("1") int threads,
            @Nullable Double maxFalseAlarms,
            @Nullable Duration refresh) {
        /**
         * Checks the values.
         *
         * @param location the place of the model file: a path, {@code classpath:}, or a URL
         * @param threads number of the processor's threads that one picture may use
         * @param maxFalseAlarms the share of good pictures that may raise a false alarm, in {@code (0, 1)}, if it is to be changed
         * @param refresh the time between two looks at the file, if it is looked at again
         * @throws IllegalArgumentException if one is missing or out of its range
         */
        public ModelProperties {
            require(location != null && !location.isBlank(), "blemish.models.NAME.location is missing");
            require(threads >= 1, "blemish.models.NAME.threads must be at least 1, not " + threads);
            require(
                    maxFalseAlarms == null || (maxFalseAlarms > 0 && maxFalseAlarms < 1),
                    "blemish.models.NAME.max-false-alarms must be between 0 and 1, not " + maxFalseAlarms);
            require(refresh == null || refresh.toNanos() > 0, "blemish.models.NAME.refresh must be longer than 0");
        }
    }
}
