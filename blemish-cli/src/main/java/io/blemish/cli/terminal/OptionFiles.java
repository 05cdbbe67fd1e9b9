package io.blemish.cli.terminal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** The files of options that a command line names as {@code @FILE}. */
public final class OptionFiles {
    private OptionFiles() {}

    /**
     * Says in a sentence why one of the files cannot be read. Without this, a name that is misspelt would be taken as a word of
     * the command line, and the error would be about something else.
     *
     * @param args the command line
     */
    public static Optional<String> problem(final String... args) {
        return Arrays.stream(args)
                .filter(arg -> arg.matches("@[^@].*") && !Files.exists(Path.of(arg)))
                .map(arg -> arg.substring(1))
                .filter(file -> !Files.isRegularFile(Path.of(file)) || !Files.isReadable(Path.of(file)))
                .findFirst()
                .map(file -> "There is no file " + file + " to read options from; if @" + file
                        + " does not mean a file of options, write @@" + file + ".");
    }
}
