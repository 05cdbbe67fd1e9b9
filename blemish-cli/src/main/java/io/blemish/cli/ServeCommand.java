package io.blemish.cli;

import io.blemish.image.ImageDecoder;
import io.blemish.server.Server;
import io.blemish.server.ServerOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code blemish serve}. */
@Command(
        name = "serve",
        description =
                "Serves the models of a folder over HTTP, with a page to inspect pictures and look back at verdicts.")
final class ServeCommand implements Callable<Integer> {
    private static final int HIGHEST_PORT = 65_535;

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "DIR",
            description = "The folder of NAME.blemish files. One that is dropped there or replaced is taken up.")
    private Path models;

    @Option(names = "--host", paramLabel = "NAME", description = "The address to listen on.")
    private String host = "127.0.0.1";

    @Option(names = "--port", paramLabel = "N", description = "The port to listen on; 0 for any that is free.")
    private int port = 8080;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "Who may in: 'read TOKEN' or 'admin TOKEN' on each line. Needed for other addresses than this"
                    + " machine's own.")
    private @Nullable Path tokens;

    @Option(names = "--tls-cert", paramLabel = "FILE", description = "The certificate and its chain, PEM.")
    private @Nullable Path certificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "Its key, PKCS #8 in PEM, not encrypted.")
    private @Nullable Path key;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Where verdicts, pictures and versions of models are kept (default: .server in the models' folder).")
    private @Nullable Path data;

    @Option(
            names = "--database",
            paramLabel = "URL",
            description =
                    "jdbc:postgresql://HOST/DATABASE?user=USER to keep verdicts in PostgreSQL (default: a file in --data).")
    private @Nullable String database;

    @Option(
            names = "--keep",
            paramLabel = "BYTES",
            converter = ByteCount.Converter.class,
            description = "Of pictures and maps; the oldest go first. Verdicts are kept for good.")
    private ByteCount keep = new ByteCount(10_000_000_000L);

    @Option(
            names = "--workers",
            paramLabel = "N",
            converter = Choices.Positive.class,
            description = "Pictures judged at once (default: all processors).")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--queue",
            paramLabel = "N",
            converter = Choices.Positive.class,
            description = "Pictures that may wait; beyond, requests are refused at once.")
    private int queue = 64;

    @Option(
            names = "--deadline",
            paramLabel = "MS",
            converter = Choices.Positive.class,
            description = "After so many milliseconds an answer is of no use, and is not given.")
    private int deadline = 10_000;

    @Option(
            names = "--receive",
            paramLabel = "MS",
            converter = Choices.Positive.class,
            description = "How many milliseconds a picture may take to arrive.")
    private int receive = 30_000;

    @Option(
            names = "--max-bytes",
            paramLabel = "BYTES",
            converter = ByteCount.Converter.class,
            description = "Of a picture.")
    private ByteCount maxBytes = new ByteCount(100_000_000L);

    @Option(
            names = "--max-pixels",
            paramLabel = "N",
            converter = Choices.Positive.class,
            description = "Of a picture, looked at before it is decoded.")
    private int maxPixels = (int) ImageDecoder.DEFAULT_MAX_PIXELS;

    @Option(
            names = "--max-pictures",
            paramLabel = "N",
            converter = Choices.Positive.class,
            description = "Of one request.")
    private int maxPictures = 32;

    @Mixin
    private DeviceOptions device;

    @Override
    public Integer call() throws InterruptedException {
        ServerLog.configure();
        final CountDownLatch stopped = new CountDownLatch(1);
        final Server server = Server.start(options());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.close();
            stopped.countDown();
        }));
        final PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "Serving %d %s at %s://%s:%d/. Stop with Ctrl-C.%n",
                server.models(),
                server.models() == 1 ? "model" : "models",
                certificate == null ? "http" : "https",
                host,
                server.port());
        out.flush();
        stopped.await();
        return ExitCode.DONE;
    }

    private ServerOptions options() {
        if (port < 0 || port > HIGHEST_PORT) {
            throw wrong("--port must be from 0 to " + HIGHEST_PORT + ".");
        }
        if (maxBytes.bytes() < 1) {
            throw wrong("--max-bytes must be at least 1.");
        }
        return new ServerOptions(
                models,
                new ServerOptions.Listening(host, port, Optional.ofNullable(tokens), certificate()),
                new ServerOptions.Limits(
                        workers,
                        queue,
                        Duration.ofMillis(deadline),
                        Duration.ofMillis(receive),
                        maxBytes.bytes(),
                        maxPixels,
                        maxPictures),
                new ServerOptions.Storage(
                        data == null ? models.resolve(".server") : data, Optional.ofNullable(database), keep.bytes()),
                // As many pictures at once as there are workers, each on one thread.
                device.execution(1));
    }

    private Optional<ServerOptions.Certificate> certificate() {
        if (certificate == null && key == null) {
            return Optional.empty();
        }
        if (certificate == null || key == null) {
            throw wrong("--tls-cert and --tls-key go together.");
        }
        return Optional.of(new ServerOptions.Certificate(certificate, key));
    }

    private ParameterException wrong(final String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
