package io.blemish.cli;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What the server logs on the standard error: a line an event, and of the libraries beneath it warnings only. */
final class ServerLog {
    private static final String FORMAT = "%1$tFT%1$tT%1$tz %4$-7s %5$s%6$s%n";

    /** Held here, because the platform forgets a logger that nobody holds, and its level with it. */
    private static final List<Logger> LIBRARIES = List.of(
            Logger.getLogger("org.eclipse.jetty"), Logger.getLogger("org.flywaydb"), Logger.getLogger("com.zaxxer"));

    private ServerLog() {}

    static void configure() {
        if (System.getProperty("java.util.logging.config.file") == null) {
            System.setProperty("java.util.logging.SimpleFormatter.format", FORMAT);
            LIBRARIES.forEach(logger -> logger.setLevel(Level.WARNING));
        }
    }
}
