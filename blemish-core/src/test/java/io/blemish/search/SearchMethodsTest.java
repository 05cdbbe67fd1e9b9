package io.blemish.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.artifact.Json;
import io.blemish.search.exact.ExactDescription;
import io.blemish.search.hnsw.HnswDescription;
import io.blemish.search.ivfpq.IvfPqDescription;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The methods by name, and their descriptions in {@code model.json}. */
class SearchMethodsTest {
    private static final Recall RECALL = new Recall(0.875, 1600);

    @Test
    void everyMethodIsFoundByItsName() {
        assertThat(SearchMethods.names()).containsExactly("exact", "ivfpq", "hnsw");
        for (final String name : SearchMethods.names()) {
            assertThat(SearchMethods.named(name).orElseThrow().name()).isEqualTo(name);
        }
        assertThat(SearchMethods.named("annoy")).isEmpty();
    }

    /** Each as JSON and in a line for people. */
    static Stream<Arguments> descriptions() {
        return Stream.of(
                Arguments.of(new ExactDescription(), "{\"type\":\"exact\"}", "exact"),
                Arguments.of(
                        new IvfPqDescription(20, 30, 8, 6, 0, Optional.of(RECALL)),
                        "{\"type\":\"ivfpq\",\"nlist\":20,\"nprobe\":30,\"pq_m\":8,\"pq_bits\":6,\"rerank\":0,"
                                + "\"recall\":{\"at1\":0.875,\"queries\":1600}}",
                        "ivfpq, 20 lists of which 20 are searched, 8 codes of 6 bits, not re-ranked; recall@1 0.875 of 1,600"
                                + " held-out patches"),
                Arguments.of(
                        new HnswDescription(4, 100, 32, 16, Optional.of(RECALL)),
                        "{\"type\":\"hnsw\",\"hnsw_m\":4,\"ef_construction\":100,\"ef_search\":32,\"rerank\":16,"
                                + "\"recall\":{\"at1\":0.875,\"queries\":1600}}",
                        "hnsw, 4 links a row, 32 candidates, 16 re-ranked; recall@1 0.875 of 1,600 held-out patches"));
    }

    @ParameterizedTest
    @MethodSource("descriptions")
    void aDescriptionIsTheSameAsJsonAndBack(
            final SearchDescription description, final String json, final String summary) {
        assertThat(Json.line(new Holder(description))).isEqualTo("{\"search\":" + json + "}");
        assertThat(read(json)).isEqualTo(description);
        assertThat(description.summary()).isEqualTo(summary);
        assertThat(description.method().descriptionType()).isEqualTo(description.getClass());
    }

    @Test
    void aMethodOfALaterVersionIsRefused() {
        assertThatThrownBy(() -> read("{\"type\":\"annoy\",\"trees\":10}"))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("annoy");
    }

    private static SearchDescription read(final String json) {
        final byte[] bytes = ("{\"search\":" + json + "}").getBytes(StandardCharsets.UTF_8);
        return Json.read(bytes, Holder.class, "the test").search();
    }

    private record Holder(SearchDescription search) {}
}
