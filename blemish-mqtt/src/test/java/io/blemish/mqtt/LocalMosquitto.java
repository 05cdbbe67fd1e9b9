package io.blemish.mqtt;

import io.blemish.server.Waiting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The broker Mosquitto of this machine, on a free port of the loopback address and with its files in a folder. */
final class LocalMosquitto implements AutoCloseable {
    /** Debian keeps it where only root's PATH leads. */
    private static final Path DEBIAN = Path.of("/usr/sbin");

    private final List<String> command;
    private final int port;
    private Process process;

    private LocalMosquitto(final List<String> command, final int port) throws Exception {
        this.command = command;
        this.port = port;
        this.process = run();
    }

    /** Whether this machine has one. */
    static boolean exists() {
        return program().isPresent();
    }

    private static Optional<Path> program() {
        final String[] path = System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator, -1);
        return Stream.concat(Stream.of(path).map(Path::of), Stream.of(DEBIAN))
                .map(folder -> folder.resolve("mosquitto"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts a broker that keeps what it has taken when it is stopped.
     *
     * @param folder for its files
     * @param settings further lines of its configuration
     */
    static LocalMosquitto start(final Path folder, final String... settings) throws Exception {
        final int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        final Path file = Files.writeString(folder.resolve("mosquitto.conf"), """
                listener %d 127.0.0.1
                user %s
                persistence true
                persistence_location %s/
                max_queued_messages 0
                log_dest none
                %s
                """.formatted(
                        port, System.getProperty("user.name"), folder, String.join("\n", settings)));
        return new LocalMosquitto(List.of(program().orElseThrow().toString(), "-c", file.toString()), port);
    }

    private Process run() throws Exception {
        final Process started = new ProcessBuilder(command).inheritIO().start();
        Waiting.until("the broker listens", this::listens);
        return started;
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (final IOException e) {
            return false;
        }
    }

    int port() {
        return port;
    }

    /** Stops it with SIGTERM. After SIGKILL a broker may have lost what it had acknowledged, which no sender could mend. */
    void stop() {
        process.destroy();
        process.onExit().join();
    }

    /** Starts it again. */
    void restart() throws Exception {
        process = run();
    }

    @Override
    public void close() {
        stop();
    }
}
