package io.blemish.backbone.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.backbone.architecture.Architecture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Presets are the authors' commands; the figures here are from those commands, written down a second time. */
class PresetTest {
    @ParameterizedTest
    @CsvSource({
        "im224-baseline, 1, 256, 224, 3, 1024, 1024, 0.1, 1, 0, 0.992",
        "im224-ensemble, 3, 256, 224, 3, 1024, 384, 0.01, 1, 3, 0.993",
        "im320-baseline, 1, 366, 320, 3, 1024, 1024, 0.01, 1, 22, 0.993",
        "im320-ensemble, 3, 366, 320, 3, 1024, 384, 0.01, 1, 40, 0.996",
        "im320-segmentation-baseline, 1, 366, 320, 5, 1024, 1024, 0.01, 3, 22, 0.990",
        "im320-segmentation-ensemble, 3, 366, 320, 5, 1024, 384, 0.01, 5, 88, 0.996"
    })
    void presetsAreTheCommands(
            final String name,
            final int backbones,
            final int resize,
            final int imageSize,
            final int patchSize,
            final int pretrain,
            final int target,
            final double coreset,
            final int neighbours,
            final long seed,
            final double auroc) {
        final Preset preset = Preset.named(name);
        assertThat(preset.backbones()).hasSize(backbones);
        assertThat(preset.resize()).isEqualTo(resize);
        assertThat(preset.imageSize()).isEqualTo(imageSize);
        assertThat(preset.patchSize()).isEqualTo(patchSize);
        assertThat(preset.pretrainDimension()).isEqualTo(pretrain);
        assertThat(preset.targetDimension()).isEqualTo(target);
        assertThat(preset.coreset()).isEqualTo(coreset);
        assertThat(preset.neighbours()).isEqualTo(neighbours);
        assertThat(preset.seed()).isEqualTo(seed);
        assertThat(preset.published().imageAuroc()).isEqualTo(auroc);
    }

    @Test
    void everyBackboneIsInTheCatalogueAndHasTheLayers() {
        assertThat(Preset.all())
                .hasSize(6)
                .allSatisfy(preset -> assertThat(preset.backbones())
                        .allSatisfy(name -> assertThat(
                                        Architecture.named(Catalogue.named(name).architecture())
                                                .layers())
                                .containsAll(preset.layers())));
    }

    @Test
    void theErrorForAnUnknownNameListsTheKnownOnes() {
        assertThatThrownBy(() -> Preset.named("im512"))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("no preset 'im512'; there are im224-baseline,");
    }
}
