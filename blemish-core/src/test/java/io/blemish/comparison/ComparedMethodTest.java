package io.blemish.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.detector.Detectors;
import io.blemish.detector.padim.PadimOptions;
import io.blemish.detector.patchcore.PatchCoreOptions;
import io.blemish.detector.spade.SpadeOptions;
import io.blemish.search.exact.ExactMethod;
import io.blemish.search.hnsw.HnswMethod;
import io.blemish.search.ivfpq.IvfPqMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComparedMethodTest {
    @ParameterizedTest
    @CsvSource({"patchcore@100%, 1", "patchcore@10%, 0.1", "PatchCore@0.5%, 0.005", "patchcore, 0.01"})
    void aShareIsInPercent(final String name, final double share) {
        assertThat(patchCore(name))
                .isEqualTo(PatchCoreOptions.builder().coreset(share).build());
    }

    @Test
    void theSearchIsNamedBehindAPlus() {
        assertThat(patchCore("patchcore@1%").search()).isEqualTo(new ExactMethod());
        assertThat(patchCore("patchcore@1%+ivfpq"))
                .isEqualTo(PatchCoreOptions.builder()
                        .coreset(0.01)
                        .search(new IvfPqMethod())
                        .build());
        assertThat(patchCore("patchcore@100%+HNSW").search()).isEqualTo(new HnswMethod());
    }

    private static PatchCoreOptions patchCore(final String name) {
        return (PatchCoreOptions) ComparedMethod.parse(name).detector();
    }

    @Test
    void everyDetectorOfTheRegistryCanBeCompared() {
        assertThat(ComparedMethod.parse(" padim ").detector()).isEqualTo(PadimOptions.DEFAULT);
        assertThat(ComparedMethod.parse("SPADE").detector()).isEqualTo(SpadeOptions.DEFAULT);
        assertThat(Detectors.all())
                .allSatisfy(detector -> assertThat(
                                ComparedMethod.parse(detector.type()).detector())
                        .isEqualTo(detector));
        assertThat(ComparedMethod.USUAL).allSatisfy(ComparedMethod::parse);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "patch",
                "patchcore@",
                "patchcore@1",
                "patchcore@0%",
                "patchcore@101%",
                "padim@1%",
                "padim+ivfpq",
                "patchcore+lsh"
            })
    void whatThereIsNotIsRefused(final String name) {
        assertThatThrownBy(() -> ComparedMethod.parse(name))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("'" + name + "'");
    }
}
