package io.blemish.cli.option;

import io.blemish.backbone.catalogue.Preset;
import io.blemish.image.Normalization;
import io.blemish.image.Preprocessing;
import io.blemish.model.ModelOptions;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Several options under one name. All presets are of PatchCore.
 *
 * @param name the name on the command line
 * @param preprocessing what is done to pictures
 * @param backbones names of the networks
 * @param command the command of PatchCore's authors that gives all other options too; empty for the first two
 */
record FitPreset(String name, Preprocessing preprocessing, List<String> backbones, Optional<Preset> command) {
    /** The network that the figures of the first presets were measured with. */
    private static final List<String> SMALL = List.of("efficientnet-lite0");

    static final FitPreset PAPER =
            new FitPreset("paper", Preprocessing.squash(ModelOptions.DEFAULT_IMAGE_SIZE), SMALL, Optional.empty());

    static final FitPreset PAPER_CROP = new FitPreset("paper-crop", Preprocessing.PAPER, SMALL, Optional.empty());

    static FitPreset of(final Preset command) {
        return new FitPreset(
                command.name(),
                new Preprocessing(
                        Preprocessing.Resize.SHORTER_SIDE,
                        command.resize(),
                        OptionalInt.of(command.imageSize()),
                        Normalization.IMAGENET),
                command.backbones(),
                Optional.of(command));
    }
}
