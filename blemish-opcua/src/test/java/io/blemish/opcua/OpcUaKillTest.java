package io.blemish.opcua;

import io.blemish.server.Arrival;
import io.blemish.server.DeliveryKillContract;
import io.blemish.server.StoppedReceiver;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** Verdicts for a controller that loses its connection three times. */
@Tag("long")
class OpcUaKillTest extends DeliveryKillContract {
    private static final int STOPS = 3;

    OpcUaKillTest() {
        super(OpcUaDeliveringProcess.class, STOPS);
    }

    @BeforeAll
    static void silence() {
        MiloLog.silence();
    }

    @Override
    protected StoppedReceiver receiver(final Path files) throws Exception {
        return new LostController("opc.tcp://127.0.0.1:" + LineServer.freePort() + "/blemish");
    }

    private static final class LostController implements StoppedReceiver {
        private final String address;
        private final AcknowledgingPlc plc;

        LostController(final String address) {
            this.address = address;
            this.plc = new AcknowledgingPlc(address);
        }

        @Override
        public String address() {
            return address;
        }

        @Override
        public List<Arrival> arrived() {
            return plc.arrived();
        }

        @Override
        public void restart() {
            plc.reconnect();
        }

        @Override
        public void close() {
            plc.close();
        }
    }
}
