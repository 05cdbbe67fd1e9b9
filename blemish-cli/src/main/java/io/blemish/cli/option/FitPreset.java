package io.blemish.cli.option;

import io.blemish.backbone.catalogue.Preset;
import io.blemish.image.Normalization;
import io.blemish.image.Preprocessing;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Several options under one name.
 *
 * @param name the name on the command line
 * @param preprocessing what is done to pictures
 * @param command the command of PatchCore's authors that gives all other options too; empty for {@link #PAPER}
 */
record FitPreset(String name, Preprocessing preprocessing, Optional<Preset> command) {
    static final FitPreset PAPER = new FitPreset("paper", Preprocessing.PAPER, Optional.empty());

    static FitPreset of(final Preset command) {
        return new FitPreset(
                command.name(),
                new Preprocessing(
                        Preprocessing.Resize.SHORTER_SIDE,
                        command.resize(),
                        OptionalInt.of(command.imageSize()),
                        Normalization.IMAGENET),
                Optional.of(command));
    }
}
