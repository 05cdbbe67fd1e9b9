package io.blemish.cli;

import io.blemish.backbone.catalogue.Preset;
import io.blemish.image.Normalization;
import io.blemish.image.Preprocessing;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.TypeConversionException;

/**
 * Options under one name.
 *
 * @param preprocessing of pictures
 * @param command of PatchCore's authors, which says all the others too
 */
record FitPreset(Preprocessing preprocessing, Optional<Preset> command) {
    /** The only patch size and number of nearest patches here. */
    private static final int PATCH_SIZE = 3;

    private static final int NEAREST = 1;

    static final FitPreset PAPER = new FitPreset(Preprocessing.PAPER, Optional.empty());

    static FitPreset of(final Preset command) {
        if (command.patchSize() != PATCH_SIZE || command.neighbours() != NEAREST) {
            throw new TypeConversionException(
                    "'" + command.name() + "' needs patches of " + command.patchSize() + "x" + command.patchSize()
                            + " and the mean distance to the " + command.neighbours()
                            + " nearest, which Blemish does not have yet");
        }
        return new FitPreset(
                new Preprocessing(
                        Preprocessing.Resize.SHORTER_SIDE,
                        command.resize(),
                        OptionalInt.of(command.imageSize()),
                        Normalization.IMAGENET),
                Optional.of(command));
    }

    List<String> backbones() {
        return command.map(Preset::backbones).orElse(List.of());
    }
}
