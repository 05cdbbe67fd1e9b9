package io.blemish.cli.terminal;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words that a person can type again, quoted as this system's shell wants them. */
public final class ShellWords {
    /** What neither a POSIX shell nor the Windows command interpreter treats in a special way. */
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_./:=,+@-]+");

    private static final Pattern PLAIN_ON_WINDOWS = Pattern.compile("[\\p{L}\\p{N}_./:+@\\\\-]+");

    private ShellWords() {}

    /** The words with a blank between each two. */
    public static String join(final List<String> words) {
        final boolean windows =
                System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        return words.stream().map(word -> quoted(word, windows)).collect(Collectors.joining(" "));
    }

    /**
     * One word. A POSIX shell leaves everything between single quotes as it is; the Windows command interpreter knows double
     * quotes only, and no file name contains one.
     */
    static String quoted(final String word, final boolean windows) {
        if (windows) {
            return PLAIN_ON_WINDOWS.matcher(word).matches() ? word : '"' + word + '"';
        }
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
