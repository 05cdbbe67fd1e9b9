package io.blemish.backbone.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.backbone.architecture.Architecture;
import org.junit.jupiter.api.Test;

/** Every entry of the catalogue can be used. */
class CatalogueTest {
    @Test
    void everyEntryCanBePulled() {
        assertThat(Catalogue.entries()).hasSizeGreaterThanOrEqualTo(16).allSatisfy(entry -> {
            assertThat(Architecture.names()).contains(entry.architecture());
            assertThat(entry.name()).startsWith(entry.architecture());
            assertThat(entry.address().toString())
                    .startsWith(
                            switch (entry.licence()) {
                                case TORCHVISION -> "https://download.pytorch.org/models/";
                                case DINOV2 -> "https://dl.fbaipublicfiles.com/dinov2/";
                                case DINOV3 -> "https://dinov3.llamameta.net/";
                            });
            assertThat(entry.sha256()).matches("[0-9a-f]{64}|[0-9a-f]{8}");
            if (entry.sha256().length() == entry.hash().length()) {
                assertThat(entry.file()).as("the name has the digits").endsWith("-" + entry.hash() + ".pth");
            }
            assertThat(entry.megabytes()).isPositive();
        });
        assertThat(Catalogue.entries()).extracting(Catalogue.Entry::name).doesNotHaveDuplicates();
        assertThat(Catalogue.entries()).extracting(Catalogue.Entry::file).doesNotHaveDuplicates();
    }

    @Test
    void everyArchitectureHasWeightsOfItsOwnName() {
        assertThat(Architecture.names())
                .allSatisfy(name -> assertThat(Catalogue.find(name)).isPresent());
    }

    @Test
    void theNamesOfThePapersGiveTorchvisionsFirstWeights() {
        assertThat(Catalogue.named("wide_resnet50_2").file()).isEqualTo("wide_resnet50_2-95faca4d.pth");
        assertThat(Catalogue.named("densenet201").file()).isEqualTo("densenet201-c1103571.pth");
        assertThat(Catalogue.named("resnet18").file()).isEqualTo("resnet18-f37072fd.pth");
        assertThatThrownBy(() -> Catalogue.named("resnet19"))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("no backbone 'resnet19'; it has resnet18,");
    }
}
