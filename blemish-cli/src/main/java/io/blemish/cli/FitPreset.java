package io.blemish.cli;

import io.blemish.backbone.catalogue.Preset;
import io.blemish.image.Normalization;
import io.blemish.image.Preprocessing;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Options under one name.
 *
 * @param preprocessing of pictures
 * @param command of PatchCore's authors, which says all the others too
 */
record FitPreset(Preprocessing preprocessing, Optional<Preset> command) {
    static final FitPreset PAPER = new FitPreset(Preprocessing.PAPER, Optional.empty());

    static FitPreset of(final Preset command) {
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
