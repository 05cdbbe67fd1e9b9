package io.blemish.opcua;

import java.util.logging.Level;
import java.util.logging.Logger;

/** The log of Milo's own classes, which tell of each connection that is lost. */
final class MiloLog {
    /** Held here, because the platform forgets a logger that nobody holds, and its level with it. */
    private static final Logger MILO = Logger.getLogger("org.eclipse.milo");

    private MiloLog() {}

    static void silence() {
        MILO.setLevel(Level.OFF);
    }
}
