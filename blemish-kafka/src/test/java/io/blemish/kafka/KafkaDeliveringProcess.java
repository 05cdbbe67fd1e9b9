package io.blemish.kafka;

import io.blemish.server.DeliveringProcess;
import java.util.Optional;

/** Writes verdicts to a topic from a process of its own. */
final class KafkaDeliveringProcess {
    private KafkaDeliveringProcess() {}

    public static void main(final String[] args) throws InterruptedException {
        KafkaLog.silence();
        DeliveringProcess.deliver(new KafkaTopic(args[0], Optional.empty()), args);
    }
}
