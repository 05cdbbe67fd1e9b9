package io.blemish.kafka;

import java.util.logging.Level;
import java.util.logging.Logger;
import kafka.Kafka;
import kafka.tools.StorageTool;

/** A Kafka broker in a process of its own. */
final class BrokerProcess {
    private BrokerProcess() {}

    /**
     * Runs a broker until the process is killed.
     *
     * @param args the file of its properties
     */
    public static void main(final String[] args) {
        Logger.getLogger("").setLevel(Level.SEVERE);
        StorageTool.execute(
                new String[] {"format", "--cluster-id", "test", "--config", args[0], "--ignore-formatted"}, System.err);
        Kafka.main(args);
    }
}
