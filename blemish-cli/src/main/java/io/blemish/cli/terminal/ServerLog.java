package io.blemish.cli.terminal;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The server's log on standard error: one line for each event. The libraries that the server uses log warnings only. */
public final class ServerLog {
    private static final String FORMAT = "%1$tFT%1$tT%1$tz %4$-7s %5$s%6$s%n";

    /** Held here, because the platform forgets a logger that nobody holds, and its level with it. */
    private static final List<Logger> LIBRARIES = List.of(
            Logger.getLogger("org.eclipse.jetty"),
            Logger.getLogger("org.flywaydb"),
            Logger.getLogger("com.zaxxer"),
            Logger.getLogger("io.netty"));

    /** It warns several times a second while no broker answers, which the server says itself. */
    private static final Logger KAFKA = Logger.getLogger("org.apache.kafka");

    /** It warns with traces of each connection that is refused or lost, and of sessions that end while the server stops. */
    private static final Logger MILO = Logger.getLogger("org.eclipse.milo");

    private static final Logger SERVER = Logger.getLogger("io.blemish");

    private ServerLog() {}

    /** Sets format and levels, unless the user gave Java a configuration of logging. */
    public static void configure(final Console console) {
        if (System.getProperty("java.util.logging.config.file") == null) {
            System.setProperty("java.util.logging.SimpleFormatter.format", FORMAT);
            LIBRARIES.forEach(logger -> logger.setLevel(Level.WARNING));
            KAFKA.setLevel(Level.SEVERE);
            MILO.setLevel(Level.OFF);
            SERVER.setLevel(console.isQuiet() ? Level.WARNING : Level.INFO);
        }
    }
}
