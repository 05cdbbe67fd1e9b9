package io.blemish.mqtt;

import io.blemish.server.DeliveringProcess;
import java.net.URI;

/** Publishes verdicts from a process of its own. */
final class MqttDeliveringProcess {
    private MqttDeliveringProcess() {}

    public static void main(final String[] args) throws InterruptedException {
        DeliveringProcess.deliver(new MqttBroker(new MqttSettings(URI.create(args[0]))), args);
    }
}
