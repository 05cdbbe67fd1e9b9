package io.blemish.backbone.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.backbone.architecture.Architecture;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every entry of the catalogue can be used, and the cache lies in the system's folder for caches. */
class CatalogueTest {
    @Test
    void everyEntryCanBePulled() {
        assertThat(Catalogue.entries()).hasSizeGreaterThanOrEqualTo(16).allSatisfy(entry -> {
            assertThat(Architecture.names()).contains(entry.architecture());
            assertThat(entry.name()).startsWith(entry.architecture());
            assertThat(entry.address().toString()).startsWith("https://download.pytorch.org/models/");
            assertThat(entry.hash()).matches("[0-9a-f]{8}");
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

    @ParameterizedTest
    @CsvSource({
        "Linux, , , /home/me/.cache",
        "Linux, /scratch, , /scratch",
        "Linux, relative, , /home/me/.cache",
        "FreeBSD, , , /home/me/.cache",
        "Mac OS X, , , /home/me/Library/Caches",
        "Mac OS X, /scratch, , /scratch",
        "Windows 11, , /appdata, /appdata",
        "Windows 11, , , /home/me/AppData/Local"
    })
    void theCacheLiesInTheSystemsFolderForCaches(
            final String system, final String xdg, final String appData, final String expected) {
        final Map<String, String> environment =
                Map.of("XDG_CACHE_HOME", xdg == null ? "" : xdg, "LOCALAPPDATA", appData == null ? "" : appData);
        assertThat(CacheFolder.locate(environment, system, Path.of("/home/me")))
                .isEqualTo(Path.of(expected, "blemish", "backbones"));
    }
}
