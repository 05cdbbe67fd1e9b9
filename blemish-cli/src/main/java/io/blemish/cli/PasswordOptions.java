package io.blemish.cli;

import io.blemish.ErrorCode;
import io.blemish.OptionException;
import io.blemish.server.users.Password;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a new password comes from: not from the command line, which others on the machine can see. */
final class PasswordOptions {
    private static final Path STANDARD_INPUT = Path.of("-");

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description =
                    "The file whose first line is the password; - for the standard input (default: it is asked for on the"
                            + " terminal).")
    private @Nullable Path file;

    /**
     * The password.
     *
     * @throws OptionException if it cannot be read, or was not typed twice alike
     * @throws IllegalArgumentException if it is not one that a user may have
     */
    Password ask() {
        return new Password(file == null ? typed() : read(file));
    }

    private static String read(final Path file) {
        try {
            final byte[] content = file.equals(STANDARD_INPUT) ? System.in.readAllBytes() : Files.readAllBytes(file);
            return new String(content, StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        } catch (final IOException e) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    "Password file " + file + " cannot be read. Check its name and who may read it.",
                    e);
        }
    }

    /** From Java 22 on there is a console without a terminal, too; it reads the standard input, whose end is null. */
    @SuppressWarnings("SystemConsoleNull")
    private static String typed() {
        final java.io.Console terminal = System.console();
        final char @Nullable [] first = terminal == null ? null : terminal.readPassword("Password: ");
        if (terminal == null || first == null) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID, "There is no terminal to ask for the password: give --password-file.");
        }
        final char @Nullable [] second = terminal.readPassword("Again: ");
        if (!Arrays.equals(first, second)) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID, "The two passwords are not the same; nothing was changed.");
        }
        return new String(first);
    }
}
