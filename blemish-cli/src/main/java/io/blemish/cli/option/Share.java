package io.blemish.cli.option;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a share that is not the whole: at least 0 and below 1. */
final class Share implements ITypeConverter<Double> {
    @Override
    public Double convert(final String value) {
        try {
            final double share = Double.parseDouble(value);
            if (share >= 0 && share < 1) {
                return share;
            }
        } catch (final NumberFormatException e) {
            throw new TypeConversionException("'" + value + "' is not a number");
        }
        throw new TypeConversionException("'" + value + "' is not at least 0 and below 1");
    }
}
