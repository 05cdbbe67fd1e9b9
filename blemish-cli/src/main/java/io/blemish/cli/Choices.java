package io.blemish.cli;

import io.blemish.InputException;
import io.blemish.backbone.Device;
import io.blemish.backbone.Precision;
import io.blemish.backbone.catalogue.Preset;
import io.blemish.dataset.DatasetFormat;
import io.blemish.embedding.Embedding;
import io.blemish.image.Preprocessing;
import io.blemish.model.Method;
import io.blemish.search.SearchMethod;
import io.blemish.search.SearchMethods;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What the words on the command line stand for. */
final class Choices {
    private Choices() {}

    /** {@code --method}. */
    static final class Methods implements ITypeConverter<Method> {
        @Override
        public Method convert(final String value) {
            return switch (value) {
                case "patchcore" -> new Method.PatchCore();
                case "padim" -> new Method.Padim();
                case "spade" -> new Method.Spade();
                default -> throw unknown(value, "patchcore, padim or spade");
            };
        }
    }

    /** {@code --embedding}. */
    static final class Embeddings implements ITypeConverter<Embedding> {
        @Override
        public Embedding convert(final String value) {
            return switch (value) {
                case "channel" -> new Embedding.Channel();
                case "adaptive" -> new Embedding.Adaptive();
                default -> throw unknown(value, "channel or adaptive");
            };
        }
    }

    /** {@code --search}. */
    static final class Searches implements ITypeConverter<SearchMethod> {
        @Override
        public SearchMethod convert(final String value) {
            return SearchMethods.named(value)
                    .orElseThrow(() -> unknown(value, String.join(", ", SearchMethods.names())));
        }
    }

    /** {@code --precision}. */
    static final class Precisions implements ITypeConverter<Precision> {
        @Override
        public Precision convert(final String value) {
            return switch (value) {
                case "float32" -> Precision.FLOAT32;
                case "int8" -> Precision.INT8;
                default -> throw unknown(value, "float32 or int8");
            };
        }

        /** The word for a precision. */
        static String name(final Precision precision) {
            return precision.name().toLowerCase(Locale.ROOT);
        }
    }

    /** {@code --resize}. */
    static final class Resizes implements ITypeConverter<Preprocessing.Resize> {
        @Override
        public Preprocessing.Resize convert(final String value) {
            return switch (value) {
                case "squash" -> Preprocessing.Resize.SQUASH;
                case "shorter-side" -> Preprocessing.Resize.SHORTER_SIDE;
                default -> throw unknown(value, "squash or shorter-side");
            };
        }
    }

    /** {@code --preset}. */
    static final class Presets implements ITypeConverter<FitPreset>, Iterable<String> {
        private static final String PAPER = "paper";

        @Override
        public FitPreset convert(final String value) {
            if (value.equals(PAPER)) {
                return FitPreset.PAPER;
            }
            return Preset.all().stream()
                    .filter(preset -> preset.name().equals(value))
                    .findFirst()
                    .map(FitPreset::of)
                    .orElseThrow(() -> unknown(value, PAPER + ", " + String.join(", ", this)));
        }

        /** The authors' commands. */
        @Override
        public Iterator<String> iterator() {
            return Preset.all().stream().map(Preset::name).iterator();
        }
    }

    /** {@code --device}. */
    static final class Devices implements ITypeConverter<Device>, Iterable<String> {
        @Override
        public Device convert(final String value) {
            return Arrays.stream(Device.values())
                    .filter(device -> device.commandName().equals(value))
                    .findFirst()
                    .orElseThrow(() -> unknown(value, String.join(", ", this)));
        }

        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Device.values()).map(Device::commandName).iterator();
        }
    }

    /** {@code --format}. */
    static final class Formats implements ITypeConverter<DatasetFormat>, Iterable<String> {
        @Override
        public DatasetFormat convert(final String value) {
            try {
                return DatasetFormat.of(value);
            } catch (final InputException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }

        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(DatasetFormat.values())
                    .map(DatasetFormat::commandName)
                    .iterator();
        }
    }

    /** A number that must be at least 1, such as {@code --threads}. */
    static final class Positive implements ITypeConverter<Integer> {
        @Override
        public Integer convert(final String value) {
            return wholeNumber(value, 1);
        }
    }

    /** A number that must be at least 0, such as {@code --rerank}. */
    static final class NotNegative implements ITypeConverter<Integer> {
        @Override
        public Integer convert(final String value) {
            return wholeNumber(value, 0);
        }
    }

    private static int wholeNumber(final String value, final int least) {
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

    private static TypeConversionException unknown(final String value, final String choices) {
        return new TypeConversionException("'" + value + "' is none of the choices: " + choices);
    }
}
