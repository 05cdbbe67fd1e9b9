package io.blemish.kafka;

import java.util.logging.Level;
import java.util.logging.Logger;

/** The log of Kafka's own classes, which say several times a second that no broker answers. */
final class KafkaLog {
    /** Held here, because the platform forgets a logger that nobody holds, and its level with it. */
    private static final Logger KAFKA = Logger.getLogger("org.apache.kafka");

    private KafkaLog() {}

    static void silence() {
        KAFKA.setLevel(Level.SEVERE);
    }
}
