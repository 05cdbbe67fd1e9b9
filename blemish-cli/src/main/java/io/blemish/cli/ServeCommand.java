package io.blemish.cli;

import io.blemish.ErrorCode;
import io.blemish.ResourceException;
import io.blemish.cli.option.DeviceOptions;
import io.blemish.cli.option.WholeGraphOption;
import io.blemish.cli.terminal.Console;
import io.blemish.cli.terminal.ExitCode;
import io.blemish.cli.terminal.ServerLog;
import io.blemish.server.Server;
import io.blemish.server.ServerOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code blemish serve}. */
@Command(
        name = "serve",
        defaultValueProvider = ServeDefaults.class,
        description =
                "Serves the models of a folder over HTTP, with a page to inspect pictures and look back at verdicts.")
final class ServeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "DIR",
            description = "The folder of NAME.blemish files. A file that is added or replaced later is served too.")
    private Path models;

    @Mixin
    @SuppressWarnings("UnusedVariable") // ServeDefaults asks picocli for its value
    private ConfigOption config;

    @Mixin
    private ListeningOptions listening;

    @Mixin
    private KeepingOptions keeping;

    @Mixin
    private LineOptions line;

    @Mixin
    private LimitOptions limits;

    @Mixin
    private DeviceOptions device;

    @Mixin
    private WholeGraphOption whole;

    @Override
    public Integer call() throws InterruptedException {
        final ServerOptions options = options();
        final Console console = Console.of(spec);
        ServerLog.configure(console);
        final CountDownLatch stopped = new CountDownLatch(1);
        final Server server = Server.start(options);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.close();
            stopped.countDown();
        }));
        console.out()
                .printf(
                        "Serving %d %s at %s://%s:%d/. Stop with Ctrl-C.%n",
                        server.models(),
                        server.models() == 1 ? "model" : "models",
                        options.listening().certificate().isEmpty() ? "http" : "https",
                        options.listening().host(),
                        server.port());
        options.listening()
                .management()
                .ifPresent(management -> console.out()
                        .printf(
                                "Health and metrics at http://%s:%d/.%n",
                                management.host(), server.managementPort().orElseThrow()));
        console.out().flush();
        stopped.await();
        return ExitCode.DONE;
    }

    private ServerOptions options() {
        if (!Files.isDirectory(models)) {
            throw new ResourceException(
                    ErrorCode.FILE_UNUSABLE,
                    "There is no folder " + models
                            + " to serve models from: make it, or name the folder that your .blemish files are in.");
        }
        try {
            return new ServerOptions(
                    models,
                    listening.listening(),
                    limits.limits(),
                    keeping.storage(models),
                    // As many pictures at once as there are workers, each on one thread.
                    device.execution(1),
                    line.connections(),
                    limits.fitMemory(),
                    whole.wholeGraph());
        } catch (final IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
