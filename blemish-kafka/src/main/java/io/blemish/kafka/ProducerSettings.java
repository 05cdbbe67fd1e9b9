package io.blemish.kafka;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.OptionException;
import io.blemish.server.delivery.Target;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The properties of a producer. */
final class ProducerSettings {
    private static final int TIMEOUT_MILLIS = (int) Target.TIMEOUT.toMillis();

    /** The others need libraries that are not here, and gain little on one verdict. */
    private static final Set<String> COMPRESSIONS = Set.of("none", "gzip");

    /** Without these, verdicts could be lost or change their order. */
    private static final Map<String, Object> FIXED = Map.of(
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            true,
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
            ByteArraySerializer.class.getName(),
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
            ByteArraySerializer.class.getName());

    /** These would need transactions, or take verdicts of one model to several partitions, in which they have no order. */
    private static final Set<String> REFUSED = Set.of(
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            ProducerConfig.PARTITIONER_CLASS_CONFIG,
            ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG);

    /** Unless a file says otherwise. Verdicts go one by one, so that nothing is gained by waiting for a second one. */
    private static final Map<String, Object> DEFAULTS = Map.of(
            ProducerConfig.CLIENT_ID_CONFIG,
            "blemish",
            ProducerConfig.LINGER_MS_CONFIG,
            0,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            TIMEOUT_MILLIS,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            TIMEOUT_MILLIS / 2,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            TIMEOUT_MILLIS);

    private ProducerSettings() {}

    /**
     * The properties for a topic.
     *
     * @param address of the topic
     * @param file further properties, such as those of TLS and of a user
     * @throws BlemishException if the file cannot be used
     */
    static Map<String, Object> of(final TopicAddress address, final Optional<Path> file) {
        final Map<String, Object> settings = new HashMap<>(DEFAULTS);
        settings.putAll(FIXED);
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, address.brokers());
        file.ifPresent(path -> add(path, settings));
        return Map.copyOf(settings);
    }

    private static void add(final Path file, final Map<String, Object> settings) {
        final Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
            for (final String name : properties.stringPropertyNames()) {
                settings.put(name, allowed(name, properties.getProperty(name)));
            }
            requireTimes(new ProducerConfig(settings));
        } catch (final IOException e) {
            throw wrong(file, "cannot be read. Check its name, who may read it, and that it is text in UTF-8.", e);
        } catch (final IllegalArgumentException | ConfigException e) {
            throw wrong(file, "cannot be used: " + e.getMessage(), e);
        }
    }

    /** Kafka checks this when a producer is made, which is when the first verdict is delivered. */
    private static void requireTimes(final ProducerConfig config) {
        final long whole = config.getInt(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG);
        final long parts = config.getLong(ProducerConfig.LINGER_MS_CONFIG)
                + config.getInt(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG);
        if (whole < parts) {
            throw new IllegalArgumentException(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG + " is " + whole
                    + " and must be at least " + parts + ", the sum of " + ProducerConfig.LINGER_MS_CONFIG + " and "
                    + ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG + ".");
        }
    }

    private static String allowed(final String name, final String value) {
        if (FIXED.containsKey(name) || REFUSED.contains(name) || name.equals(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG)) {
            throw new IllegalArgumentException(name + " is fixed; take it out.");
        }
        if (name.equals(ProducerConfig.COMPRESSION_TYPE_CONFIG) && !COMPRESSIONS.contains(value)) {
            throw new IllegalArgumentException(name + " may be none or gzip.");
        }
        return value;
    }

    private static BlemishException wrong(final Path file, final String problem, final Exception cause) {
        return new OptionException(
                ErrorCode.OPTION_INVALID, "The file of Kafka's properties " + file + " " + problem, cause);
    }
}
