package io.blemish.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.InputException;
import io.blemish.model.FitOptions;
import io.blemish.model.Method;
import io.blemish.search.exact.ExactMethod;
import io.blemish.search.hnsw.HnswMethod;
import io.blemish.search.ivfpq.IvfPqMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContenderTest {
    @ParameterizedTest
    @CsvSource({"patchcore@100%, 1", "patchcore@10%, 0.1", "PatchCore@0.5%, 0.005", "patchcore, 0.01"})
    void aShareIsInPercent(final String name, final double share) {
        final FitOptions options = Contender.parse(name).options(FitOptions.DEFAULT);
        assertThat(options.coreset()).isEqualTo(share);
        assertThat(options.method()).isEqualTo(new Method.PatchCore());
    }

    @Test
    void theSearchIsNamedBehindAPlus() {
        assertThat(Contender.parse("patchcore@1%").options(FitOptions.DEFAULT).search())
                .isEqualTo(new ExactMethod());
        final FitOptions approximate = Contender.parse("patchcore@1%+ivfpq").options(FitOptions.DEFAULT);
        assertThat(approximate.search()).isEqualTo(new IvfPqMethod());
        assertThat(approximate.coreset()).isEqualTo(0.01);
        assertThat(Contender.parse("patchcore@100%+HNSW")
                        .options(FitOptions.DEFAULT)
                        .search())
                .isEqualTo(new HnswMethod());
    }

    @Test
    void theOthersAreTheirOwn() {
        assertThat(Contender.parse(" padim ").options(FitOptions.DEFAULT).method())
                .isEqualTo(new Method.Padim());
        assertThat(Contender.parse("SPADE").options(FitOptions.DEFAULT).method())
                .isEqualTo(new Method.Spade());
        assertThat(Contender.USUAL).allSatisfy(Contender::parse);
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
        assertThatThrownBy(() -> Contender.parse(name))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'" + name + "'");
    }
}
