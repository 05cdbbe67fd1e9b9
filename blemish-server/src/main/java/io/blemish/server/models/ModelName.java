package io.blemish.server.models;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A model's name: letters and digits of any script, and {@code . _ -} and blanks between them. No such name leads out of its
 * folder, is hidden in it, or has a character with a meaning in HTML.
 *
 * @param text the name
 */
public record ModelName(String text) {
    /** The extension of model files. */
    public static final String EXTENSION = ".blemish";

    /** The rule for names, for messages. */
    public static final String RULE =
            "a name has up to 100 letters and digits, and dots, blanks, '-' and '_' between them";

    private static final Pattern FORM =
            Pattern.compile("[\\p{L}\\p{N}]([\\p{L}\\p{M}\\p{N}._ -]{0,98}[\\p{L}\\p{M}\\p{N}])?");

    /** Throws {@link IllegalArgumentException} if the text is no name; {@link #of} is for text from outside. */
    public ModelName {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a name: " + RULE);
        }
    }

    /** The name with a text; empty if the text is no name. */
    public static Optional<ModelName> of(final String text) {
        return FORM.matcher(text).matches() ? Optional.of(new ModelName(text)) : Optional.empty();
    }

    /** The name of the model in a file; empty if it is not a model file. */
    static Optional<ModelName> of(final Path file) {
        final String name = String.valueOf(file.getFileName());
        return name.endsWith(EXTENSION) ? of(name.substring(0, name.length() - EXTENSION.length())) : Optional.empty();
    }

    /** The model's file in a folder. */
    Path file(final Path folder) {
        return folder.resolve(text + EXTENSION);
    }

    @Override
    public String toString() {
        return text;
    }
}
