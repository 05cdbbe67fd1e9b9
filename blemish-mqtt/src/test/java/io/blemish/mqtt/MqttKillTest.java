package io.blemish.mqtt;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.blemish.server.Arrival;
import io.blemish.server.DeliveryKillContract;
import io.blemish.server.StoppedReceiver;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** Verdicts for an MQTT broker that is stopped five times. */
@Tag("long")
class MqttKillTest extends DeliveryKillContract {
    private static final int STOPS = 5;

    MqttKillTest() {
        super(MqttDeliveringProcess.class, STOPS);
    }

    @BeforeAll
    static void findBroker() {
        assumeTrue(LocalMosquitto.exists(), MqttBrokerTest.NO_BROKER);
    }

    @Override
    protected StoppedReceiver receiver(final Path files) throws Exception {
        return new StoppedBroker(LocalMosquitto.start(files, "allow_anonymous true"));
    }

    private static final class StoppedBroker implements StoppedReceiver {
        private final List<Arrival> arrived = new CopyOnWriteArrayList<>();
        private final LocalMosquitto broker;
        private final Subscriber subscriber;

        StoppedBroker(final LocalMosquitto broker) {
            this.broker = broker;
            this.subscriber = new Subscriber(broker.port());
            subscriber.receive(message -> arrived.add(Arrival.of(message.getPayloadAsBytes())));
        }

        @Override
        public String address() {
            return "mqtt://127.0.0.1:" + broker.port();
        }

        @Override
        public List<Arrival> arrived() {
            return arrived;
        }

        @Override
        public void restart() throws Exception {
            broker.stop();
            broker.restart();
        }

        @Override
        public void close() {
            subscriber.close();
            broker.close();
        }
    }
}
