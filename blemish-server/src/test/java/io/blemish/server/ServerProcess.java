package io.blemish.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A server with the model {@code plate} in a process of its own, which can be killed. */
final class ServerProcess implements AutoCloseable {
    private static final String PORT = "port ";

    private final JavaProcess process;
    private final int port;

    private ServerProcess(final JavaProcess process, final int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts a server for a folder of models and data. */
    static ServerProcess start(final Path folder, final String... more) throws IOException {
        Files.createDirectories(folder.resolve("models"));
        if (Files.notExists(folder.resolve("models/plate.blemish"))) {
            Files.copy(TestModels.FIRST, folder.resolve("models/plate.blemish"));
        }
        final List<String> arguments = new ArrayList<>(List.of(folder.toString()));
        arguments.addAll(List.of(more));
        final JavaProcess process = new JavaProcess(folder, ServerProcess.class, arguments);
        final String first = process.line();
        if (!first.startsWith(PORT)) {
            process.close();
            throw new IOException("The server did not start.");
        }
        return new ServerProcess(process, Integer.parseInt(first.substring(PORT.length())));
    }

    int port() {
        return port;
    }

    /** SIGKILL. */
    void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }

    /**
     * Serves until the process is killed.
     *
     * @param args the folder of models and data, and what the server is connected with
     */
    public static void main(final String[] args) throws InterruptedException {
        final UnaryOperator<ServerOptions> connected = switch (args.length == 1 ? "" : args[1]) {
            case "--watch" -> FolderWatchTest.watching(Path.of(args[2]), "plate", true);
            case "--webhook" -> WebhookTest.posting(Integer.parseInt(args[2]));
            default -> UnaryOperator.identity();
        };
        try (Server server = Server.start(connected.apply(RunningServer.options(Path.of(args[0]))))) {
            System.out.println(PORT + server.port());
            Thread.currentThread().join();
        }
    }
}
