package io.blemish.cli;

import io.blemish.cli.terminal.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Runs the usual commands once, on some generated pictures, so that the launcher can keep the classes and libraries that a
 * start needs. A person has no use for it, so it is hidden.
 */
@Command(name = "warm-up", hidden = true)
final class WarmUpCommand implements Callable<Integer> {
    @Option(
            names = "--native-libraries",
            paramLabel = "FOLDER",
            required = true,
            description = "Where later starts will find the libraries of ONNX Runtime.")
    private Path libraries;

    @Override
    public Integer call() throws IOException {
        NativeLibraries.unpack(libraries);
        final Path folder = Files.createTempDirectory("blemish-warm-up");
        try {
            final String data = folder.resolve("data").toString();
            final String parts = folder.resolve("data/plate").toString();
            final String model = folder.resolve("model.blemish").toString();
            run("generate", data, "--kinds", "plate", "--train", "4", "--test-good", "1", "--per-defect", "1");
            run("fit", parts, "-o", model);
            run("evaluate", model, parts, "-o", folder.resolve("evaluation").toString());
            run("predict", model, parts + "/test/good", "--json", "-o", folder.toString());
            run("info", model);
            run("--help");
            return ExitCode.DONE;
        } finally {
            delete(folder);
        }
    }

    private static void run(final String... args) {
        final CommandLine commandLine = Blemish.commandLine();
        commandLine.setOut(new PrintWriter(Writer.nullWriter()));
        commandLine.setErr(new PrintWriter(Writer.nullWriter()));
        commandLine.execute(args);
    }

    private static void delete(final Path folder) throws IOException {
        try (Stream<Path> below = Files.walk(folder)) {
            for (final Path path : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
