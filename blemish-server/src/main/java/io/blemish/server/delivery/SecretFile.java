package io.blemish.server.delivery;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.OptionException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file with a secret, which is on no command line because others on the machine can see that. */
public final class SecretFile {
    private SecretFile() {}

    /**
     * The secret, without blanks and ends of lines around it.
     *
     * @param kind what the file is, as in {@code "The webhook's secret"}
     * @param file text in UTF-8
     * @throws BlemishException if it cannot be read
     */
    public static String read(final String kind, final Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (final IOException e) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    kind + " file " + file + " cannot be read. Check its name and who may read it.",
                    e);
        }
    }
}
