package io.blemish.mqtt;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A program that gets verdicts from a broker, which keeps them while one of both is away. */
final class Subscriber implements AutoCloseable {
    /** The most messages without an answer: a broker that is stopped sends them again, which is no fault of the sender. */
    private static final int RECEIVE_MAXIMUM = 10;

    private final Mqtt5BlockingClient client;

    Subscriber(final int port) {
        client = Mqtt5Client.builder()
                .identifier("mes")
                .serverHost("127.0.0.1")
                .serverPort(port)
                .executorConfig()
                .nettyThreads(1)
                .applyExecutorConfig()
                .automaticReconnect()
                .initialDelay(10, TimeUnit.MILLISECONDS)
                .maxDelay(100, TimeUnit.MILLISECONDS)
                .applyAutomaticReconnect()
                .buildBlocking();
    }

    /** Subscribes to all topics, and hands over what arrives. */
    void receive(final Consumer<Mqtt5Publish> messages) {
        client.toAsync().publishes(MqttGlobalPublishFilter.ALL, messages);
        client.connectWith()
                .cleanStart(false)
                .noSessionExpiry()
                .restrictions()
                .receiveMaximum(RECEIVE_MAXIMUM)
                .applyRestrictions()
                .send();
        client.subscribeWith().topicFilter("#").qos(MqttQos.AT_LEAST_ONCE).send();
    }

    @Override
    public void close() {
        client.disconnect();
    }
}
