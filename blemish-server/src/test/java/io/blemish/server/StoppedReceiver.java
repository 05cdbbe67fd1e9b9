package io.blemish.server;

import java.util.List;

/** A receiver of verdicts that can be stopped and started again at the same address. What arrived stays known. */
public interface StoppedReceiver extends AutoCloseable {
    /** Where it is, as the process that delivers is told. */
    String address();

    /** All that arrived so far. */
    List<Arrival> arrived();

    /** Stops it, so that nothing is received, and starts it again. */
    void restart() throws Exception;

    @Override
    void close();
}
