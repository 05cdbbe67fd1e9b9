package io.blemish.cli.option;

import io.blemish.detector.WorstShare;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code --image-score}. */
final class ImageScore implements ITypeConverter<WorstShare> {
    @Override
    public WorstShare convert(final String word) {
        try {
            return WorstShare.of(word);
        } catch (final IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }
}
