package io.blemish.camel;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The broker Mosquitto of this machine, on a free port of the loopback address, keeping nothing. */
final class LocalMosquitto implements AutoCloseable {
    /** Debian keeps it where only root's PATH leads. */
    private static final Path DEBIAN = Path.of("/usr/sbin");

    private static final int BETWEEN_LOOKS = 10_000_000;

    private final int port;
    private final Process process;

    private LocalMosquitto(final int port, final Process process) {
        this.port = port;
        this.process = process;
    }

    /** Whether this machine has one. */
    static boolean exists() {
        return program().isPresent();
    }

    private static Optional<Path> program() {
        final String[] path = System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1);
        return Stream.concat(Stream.of(path).map(Path::of), Stream.of(DEBIAN))
                .map(folder -> folder.resolve("mosquitto"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts a broker with its settings in a folder, and waits until it listens. */
    static LocalMosquitto start(final Path folder) throws IOException {
        final int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        final Path settings = Files.writeString(
                folder.resolve("mosquitto.conf"), """
                listener %d 127.0.0.1
                allow_anonymous true
                user %s
                log_dest none
                """.formatted(port, System.getProperty("user.name")));
        final Process process = new ProcessBuilder(program().orElseThrow().toString(), "-c", settings.toString())
                .inheritIO()
                .start();
        while (!listens(port)) {
            if (!process.isAlive()) {
                throw new IOException("Mosquitto ended with status " + process.exitValue());
            }
            LockSupport.parkNanos(BETWEEN_LOOKS);
        }
        return new LocalMosquitto(port, process);
    }

    private static boolean listens(final int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (final IOException e) {
            return false;
        }
    }

    String address() {
        return "tcp://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
