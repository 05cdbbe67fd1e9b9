package io.blemish.fuzz;

import io.blemish.BlemishException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What may become of any input: it is used, or it is refused in words. Whatever else is thrown is a finding. */
public final class Refusal {
    private Refusal() {}

    /** Does something with an input that may be refused. */
    @FunctionalInterface
    public interface Use {
        /** Does it. */
        void run() throws IOException;
    }

    /** Does something with an input in a file. */
    @FunctionalInterface
    public interface FileUse {
        /** Does it. */
        void run(Path file) throws IOException;
    }

    /**
     * Uses an input.
     *
     * @param use that throws a {@link BlemishException} alone
     * @throws AssertionError if its message is no sentence in one line, or if memory ran out
     */
    public static void orUse(final Use use) {
        try {
            use.run();
        } catch (final BlemishException e) {
            requireSentence(e);
            requireMemory(e);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Uses an input that is in a file.
     *
     * @param name the end of the file's name
     * @param content of the file
     * @param use as in {@link #orUse}
     */
    public static void orUseFile(final String name, final byte[] content, final FileUse use) {
        try {
            // Never twice the same: a file that is mapped must not be written to.
            final Path file = Files.createTempFile("fuzz", name);
            try {
                Files.write(file, content);
                orUse(() -> use.run(file));
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireSentence(final BlemishException e) {
        final String message = String.valueOf(e.getMessage());
        if (message.isBlank() || message.contains("\n") || !message.strip().matches(".*[.?]")) {
            throw new AssertionError("no sentence in one line: " + message, e);
        }
    }

    /** Memory that runs out for a small input is no reason to refuse it. */
    private static void requireMemory(final BlemishException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError || cause instanceof StackOverflowError) {
                throw new AssertionError("no bounded memory", e);
            }
        }
    }
}
