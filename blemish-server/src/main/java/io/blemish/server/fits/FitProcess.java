package io.blemish.server.fits;

import io.blemish.BlemishException;
import io.blemish.artifact.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process that fits a model, with a heap of its own and a low priority. Its temporary files lie in its folder; it
 * ends with this process.
 */
final class FitProcess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FitProcess.class);
    private static final int KIBI = 1024;

    /** The first Java that warns of memory that is used without its checks. */
    private static final int WARNING_JAVA = 24;

    /** Where the libraries of ONNX Runtime lie as files, if somebody has unpacked them. */
    private static final String NATIVE_LIBRARIES = "onnxruntime.native.path";

    private final Process process;

    private FitProcess(final Process process) {
        this.process = process;
    }

    /**
     * Starts a fit.
     *
     * @param order what to fit
     * @param work an empty folder for the files of the process
     * @param memory how many bytes its heap may take
     */
    static FitProcess start(final FitOrder order, final Path work, final long memory) throws IOException {
        final Path file = Files.write(work.resolve("order.json"), Json.document(order));
        // In a file, because some systems limit the length of a command line.
        final Path arguments = Files.write(work.resolve("arguments"), arguments(work, memory));
        final Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        final List<String> command =
                List.of(java.toString(), "@" + arguments, FitProgram.class.getName(), file.toString());
        return new FitProcess(new ProcessBuilder(LowPriority.of(command))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    private static List<String> arguments(final Path work, final long memory) {
        final String natives = System.getProperty(NATIVE_LIBRARIES, "");
        return List.of(
                "-Xmx" + memory / KIBI + "k",
                "-XX:+UseSerialGC",
                quoted("-Djava.io.tmpdir=" + work),
                // Newer ones warn of what the protobuf library does; older ones do not know the option.
                Runtime.version().feature() >= WARNING_JAVA ? "--sun-misc-unsafe-memory-access=allow" : "",
                natives.isEmpty() ? "" : quoted("-D" + NATIVE_LIBRARIES + "=" + natives),
                "-cp",
                quoted(System.getProperty("java.class.path")));
    }

    private static String quoted(final String argument) {
        return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /**
     * Waits for the end of the fit.
     *
     * @param listener hears how far it is
     */
    FitOutcome await(final Consumer<FitProgress> listener) throws IOException, InterruptedException {
        final RemainingTime remaining = new RemainingTime();
        FitOutcome outcome = new FitOutcome.Failed(
                "The process of the fit ended before its time; the reason is in the server's log. Start the fit again.");
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                final FitLine line = Json.read(text.getBytes(StandardCharsets.UTF_8), FitLine.class, "A line of a fit");
                line.step().ifPresent(step -> listener.accept(remaining.after(step, System.nanoTime())));
                if (line.report().isPresent()) {
                    outcome = new FitOutcome.Fitted(line.report().get());
                } else if (line.problem().isPresent()) {
                    outcome = new FitOutcome.Failed(line.problem().get());
                }
            }
        } catch (final BlemishException e) {
            LOG.error("{}", e.getMessage());
        }
        final int status = process.waitFor();
        if (status != 0) {
            LOG.warn("The process of a fit ended with status {}.", status);
        }
        return outcome;
    }

    /** Ends the process now. */
    void stop() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
