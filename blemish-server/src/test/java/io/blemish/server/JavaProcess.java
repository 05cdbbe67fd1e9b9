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

/** A class of these tests in a process of its own, which can be killed. */
public final class JavaProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader lines;

    /**
     * Starts a process.
     *
     * @param folder for a file with the class path
     * @param main the class
     * @param arguments of its method {@code main}
     */
    public JavaProcess(final Path folder, final Class<?> main, final List<String> arguments) throws IOException {
        // In a file, because some systems limit the length of a command line.
        final Path options = Files.writeString(
                folder.resolve("arguments"),
                "-cp \"" + System.getProperty("java.class.path").replace("\\", "\\\\") + '"');
        final List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // It lives shortly, so that what a better compiler costs does not pay.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "@" + options,
                main.getName()));
        command.addAll(arguments);
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** The next line that the process prints; an empty one at the end. */
    public String line() throws IOException {
        return Objects.requireNonNullElse(lines.readLine(), "");
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
