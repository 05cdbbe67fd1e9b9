package io.blemish.cli.option;

import io.blemish.backbone.Device;
import io.blemish.backbone.Precision;
import io.blemish.backbone.catalogue.Preset;
import io.blemish.dataset.DatasetLayout;
import io.blemish.dataset.generator.Difficulty;
import io.blemish.dataset.generator.PartKind;
import io.blemish.detector.DetectorOptions;
import io.blemish.detector.Detectors;
import io.blemish.embedding.Embedding;
import io.blemish.export.GraphPixels;
import io.blemish.image.Preprocessing;
import io.blemish.model.KeptEvidence;
import io.blemish.search.SearchMethod;
import io.blemish.search.SearchMethods;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The options that take one of several words. */
public final class Choices {
    private Choices() {}

    /** {@code --method}. */
    static final class Methods extends Words<DetectorOptions> {
        Methods() {
            super(Detectors.all(), DetectorOptions::type);
        }
    }

    /** {@code --embedding}. */
    public static final class Embeddings extends Words<Embedding> {
        Embeddings() {
            super(List.of(new Embedding.Channel(), new Embedding.Adaptive()), Embeddings::word);
        }

        /** The word for an embedding. */
        public static String word(final Embedding embedding) {
            return embedding instanceof Embedding.Adaptive ? "adaptive" : "channel";
        }
    }

    /** {@code --search}. */
    static final class Searches extends Words<SearchMethod> {
        Searches() {
            super(
                    SearchMethods.names().stream()
                            .map(SearchMethods::named)
                            .flatMap(Optional::stream)
                            .toList(),
                    SearchMethod::name);
        }
    }

    /** {@code --precision}. */
    public static final class Precisions extends Words<Precision> {
        Precisions() {
            super(List.of(Precision.values()), Precisions::word);
        }

        /** The word for a precision. */
        public static String word(final Precision precision) {
            return precision.name().toLowerCase(Locale.ROOT);
        }
    }

    /** {@code --evidence}. */
    static final class Evidence extends Words<KeptEvidence> {
        Evidence() {
            super(List.of(KeptEvidence.values()), KeptEvidence::word);
        }
    }

    /** {@code --pixels}. */
    public static final class PixelTypes extends Words<GraphPixels> {
        PixelTypes() {
            super(List.of(GraphPixels.values()), pixels -> pixels.name().toLowerCase(Locale.ROOT));
        }
    }

    /** {@code --resize}. */
    public static final class Resizes extends Words<Preprocessing.Resize> {
        Resizes() {
            super(List.of(Preprocessing.Resize.values()), Resizes::word);
        }

        /** The word for a way to resize. */
        public static String word(final Preprocessing.Resize resize) {
            return resize.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** {@code --preset}. */
    static final class Presets extends Words<FitPreset> {
        Presets() {
            super(
                    Stream.concat(
                                    Stream.of(FitPreset.PAPER, FitPreset.PAPER_CROP),
                                    Preset.all().stream().map(FitPreset::of))
                            .toList(),
                    FitPreset::name);
        }
    }

    /** {@code --device}. */
    static final class Devices extends Words<Device> {
        Devices() {
            super(List.of(Device.values()), Device::commandName);
        }
    }

    /** {@code --layout}. */
    static final class Layouts extends Words<DatasetLayout> {
        Layouts() {
            super(List.of(DatasetLayout.values()), DatasetLayout::commandName);
        }
    }

    /** {@code --difficulty}. */
    public static final class Difficulties extends Words<Difficulty> {
        Difficulties() {
            super(List.of(Difficulty.values()), Difficulty::word);
        }
    }

    /** {@code --kinds}. */
    public static final class Kinds extends Words<PartKind> {
        Kinds() {
            super(List.of(PartKind.values()), PartKind::folderName);
        }
    }
}
