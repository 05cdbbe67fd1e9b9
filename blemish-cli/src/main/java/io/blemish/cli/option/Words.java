package io.blemish.cli.option;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The words that an option takes, in upper or lower case, and what each of them means. Help and completion list the words.
 *
 * @param <T> what a word means
 */
public abstract class Words<T> implements ITypeConverter<T>, Iterable<String> {
    private final Map<String, T> meanings = new LinkedHashMap<>();

    /**
     * The words for several values.
     *
     * @param values in the order in which help lists them
     * @param word the word for a value, in lower case
     */
    protected Words(final List<? extends T> values, final Function<? super T, String> word) {
        values.forEach(value -> meanings.put(word.apply(value), value));
    }

    @Override
    public final T convert(final String word) {
        final T meaning = meanings.get(word.toLowerCase(Locale.ROOT));
        if (meaning == null) {
            throw new TypeConversionException("'" + word + "' is none of the choices: " + listed());
        }
        return meaning;
    }

    private String listed() {
        final String all = String.join(", ", this);
        final int last = all.lastIndexOf(", ");
        return last < 0 ? all : all.substring(0, last) + " or " + all.substring(last + 2);
    }

    @Override
    public final Iterator<String> iterator() {
        return meanings.keySet().iterator();
    }
}
