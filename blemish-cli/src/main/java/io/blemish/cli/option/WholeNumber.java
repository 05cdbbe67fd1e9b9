package io.blemish.cli.option;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a whole number that has a lower bound. */
public abstract class WholeNumber implements ITypeConverter<Integer> {
    private final int least;

    private WholeNumber(final int least) {
        this.least = least;
    }

    @Override
    public final Integer convert(final String value) {
        try {
            final int number = Integer.parseInt(value);
            if (number >= least) {
                return number;
            }
        } catch (final NumberFormatException e) {
            throw new TypeConversionException("'" + value + "' is not a whole number");
        }
        throw new TypeConversionException("'" + value + "' is not at least " + least);
    }

    /** A number that is at least 1, such as {@code --threads}. */
    public static final class Positive extends WholeNumber {
        Positive() {
            super(1);
        }
    }

    /** A number that is at least 0, such as {@code --rerank}. */
    public static final class NotNegative extends WholeNumber {
        NotNegative() {
            super(0);
        }
    }
}
