package io.blemish.cli.option;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A number of bytes as people write it: {@code 500MB}, {@code 10 GB}, {@code 0}. A unit is 1,000 of the next smaller one, as
 * with disks.
 *
 * @param bytes at least 0
 */
public record ByteCount(long bytes) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?) ?([KMGT]?)B?");
    private static final Map<String, Long> UNITS =
            Map.of("", 1L, "K", 1_000L, "M", 1_000_000L, "G", 1_000_000_000L, "T", 1_000_000_000_000L);

    /** The number in the largest unit that divides it. */
    @Override
    public String toString() {
        for (final String unit : new String[] {"T", "G", "M", "K"}) {
            final long size = UNITS.getOrDefault(unit, 1L);
            if (bytes > 0 && bytes % size == 0) {
                return bytes / size + unit + "B";
            }
        }
        return bytes + "B";
    }

    /** Reads a number of bytes from the command line. */
    public static final class Converter implements ITypeConverter<ByteCount> {
        @Override
        public ByteCount convert(final String value) {
            final Matcher matcher = FORM.matcher(value.strip().toUpperCase(Locale.ROOT));
            if (!matcher.matches()) {
                throw new TypeConversionException("'" + value + "' is not a number of bytes such as 500MB or 10GB");
            }
            final long unit = UNITS.getOrDefault(matcher.group(2), 1L);
            return new ByteCount(Math.round(Double.parseDouble(matcher.group(1)) * unit));
        }
    }
}
