package io.blemish.cli.option;

import io.blemish.backbone.catalogue.Preset;
import io.blemish.cli.terminal.OptionGroup;
import io.blemish.image.Preprocessing;
import io.blemish.model.ModelOptions;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A name for several options. */
@OptionGroup("Presets")
final class PresetOption {
    @Option(
            names = "--preset",
            paramLabel = "PRESET",
            converter = Choices.Presets.class,
            completionCandidates = Choices.Presets.class,
            description = "Several options under one name: ${COMPLETION-CANDIDATES}. 'paper' is --method patchcore"
                    + " --backbone efficientnet-lite0; 'paper-crop' is the same with --resize shorter-side --image-size 256"
                    + " --crop 224; each of the others is a published command of PatchCore's authors. An option that is given"
                    + " too comes before the preset.")
    private @Nullable FitPreset preset;

    /** The command of PatchCore's authors, if the preset is one. */
    Optional<Preset> command() {
        return Optional.ofNullable(preset).flatMap(FitPreset::command);
    }

    /** Whether there is a preset. */
    boolean given() {
        return preset != null;
    }

    List<String> backbones() {
        return preset == null ? List.of() : preset.backbones();
    }

    Preprocessing preprocessing() {
        return preset == null ? Preprocessing.squash(ModelOptions.DEFAULT_IMAGE_SIZE) : preset.preprocessing();
    }
}
