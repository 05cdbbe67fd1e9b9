package io.blemish.server.users;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.OptionException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of a file that says who has access.
 *
 * @param text without blanks around it
 * @param number from 1
 * @param place the file and the number, for messages
 */
public record AccessLine(String text, int number, String place) {
    /**
     * {@return the lines of a file that are neither empty nor a comment}
     *
     * @param file lines of text; those that begin with # are comments
     * @param kind of file, for messages
     * @throws BlemishException if it cannot be read
     */
    public static List<AccessLine> read(final Path file, final String kind) {
        final List<String> all;
        try {
            all = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    kind + " " + file + " cannot be read. Check its name and who may read it.",
                    e);
        }
        final List<AccessLine> lines = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            final String text = all.get(i).strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                lines.add(new AccessLine(text, i + 1, file + ", line " + (i + 1)));
            }
        }
        return lines;
    }

    /**
     * {@return what is to be thrown because the line is of another form}
     *
     * @param sentence what to write instead
     */
    public OptionException refused(final String sentence) {
        return new OptionException(ErrorCode.OPTION_INVALID, place + ": " + sentence);
    }
}
