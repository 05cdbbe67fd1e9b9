package io.blemish.kafka;

import io.blemish.server.Arrival;
import io.blemish.server.DeliveryKillContract;
import io.blemish.server.StoppedReceiver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Verdicts for a Kafka broker that is killed. */
class KafkaKillTest extends DeliveryKillContract {
    /** A start takes seconds. */
    private static final int STOPS = 1;

    KafkaKillTest() {
        super(KafkaDeliveringProcess.class, STOPS);
    }

    @Override
    protected StoppedReceiver receiver(final Path files) throws Exception {
        return new StoppedBroker(new LocalKafka(files));
    }

    private static final class StoppedBroker implements StoppedReceiver {
        private final List<Arrival> arrived = new CopyOnWriteArrayList<>();
        private final LocalKafka broker;
        private final TopicReader reader;

        StoppedBroker(final LocalKafka broker) {
            this.broker = broker;
            this.reader = new TopicReader(broker.brokers());
            reader.receive(message -> arrived.add(Arrival.of(message.value())));
        }

        @Override
        public String address() {
            return broker.address();
        }

        @Override
        public List<Arrival> arrived() {
            return arrived;
        }

        @Override
        public void restart() throws IOException {
            broker.restart();
        }

        @Override
        public void close() {
            reader.close();
            broker.close();
        }
    }
}
