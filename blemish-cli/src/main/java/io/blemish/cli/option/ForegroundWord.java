package io.blemish.cli.option;

import io.blemish.detector.anomalydino.Foreground;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code --foreground}. */
final class ForegroundWord implements ITypeConverter<Foreground> {
    @Override
    public Foreground convert(final String word) {
        try {
            return Foreground.of(word);
        } catch (final IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }
}
