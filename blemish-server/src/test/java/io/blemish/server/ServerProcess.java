package io.blemish.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** A server with the model {@code plate} in a process of its own, which can be killed. */
final class ServerProcess implements AutoCloseable {
    private static final String PORT = "port ";

    private final Process process;
    private final int port;

    private ServerProcess(final Process process, final int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts a server for a folder of models and data. */
    static ServerProcess start(final Path folder, final String... more) throws IOException {
        Files.createDirectories(folder.resolve("models"));
        if (Files.notExists(folder.resolve("models/plate.blemish"))) {
            Files.copy(TestModels.FIRST, folder.resolve("models/plate.blemish"));
        }
        // In a file, because some systems limit the length of a command line.
        final Path arguments = Files.writeString(
                folder.resolve("arguments"),
                "-cp \"" + System.getProperty("java.class.path").replace("\\", "\\\\") + '"');
        final List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + arguments,
                ServerProcess.class.getName(),
                folder.toString()));
        command.addAll(List.of(more));
        final Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        final BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        final String first = Objects.requireNonNullElse(lines.readLine(), "");
        if (!first.startsWith(PORT)) {
            process.destroyForcibly();
            throw new IOException("The server did not start.");
        }
        return new ServerProcess(process, Integer.parseInt(first.substring(PORT.length())));
    }

    int port() {
        return port;
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
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
