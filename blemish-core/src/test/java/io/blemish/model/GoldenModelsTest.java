package io.blemish.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.blemish.artifact.Json;
import io.blemish.artifact.Sha256;
import io.blemish.prediction.Prediction;
import io.blemish.prediction.Region;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Model files of an earlier build open and give the verdicts that they gave then. {@code golden/README.md} says how they
 * were made.
 */
class GoldenModelsTest {
    /** The values of these networks depend on the processor, because its vectors decide the order of the sums. */
    private static final Set<String> DEPEND_ON_THE_PROCESSOR = Set.of("embedded-network", "int8");

    /** The relative difference between the processors' float sums that these networks may show. */
    private static final double TOLERANCE = 1e-3;

    /** Tests run in their module's folder. */
    private static Path folder() {
        return Path.of("src/test/resources/io/blemish/golden");
    }

    static Stream<Verdict> verdicts() throws IOException {
        return Files.readAllLines(folder().resolve("verdicts.jsonl")).stream()
                .map(line -> Json.read(line.getBytes(StandardCharsets.UTF_8), Verdict.class, "verdicts.jsonl"));
    }

    @ParameterizedTest
    @MethodSource("verdicts")
    void aModelOfAnEarlierBuildGivesTheSameVerdict(final Verdict expected) {
        try (Model model =
                Model.open(folder().resolve(expected.model() + ".blemish"), OpenOptions.DEFAULT.withThreads(1))) {
            final Prediction prediction =
                    model.predict(folder().resolve("plate").resolve(expected.picture()));
            assertThat(prediction.threshold()).isEqualTo(expected.threshold());
            assertThat(prediction.pixelThreshold()).isEqualTo(expected.pixelThreshold());
            assertThat(prediction.map().width()).isEqualTo(expected.mapWidth());
            assertThat(prediction.map().height()).isEqualTo(expected.mapHeight());
            if (DEPEND_ON_THE_PROCESSOR.contains(expected.model())) {
                assertThat((double) prediction.score())
                        .isCloseTo(expected.score(), within(TOLERANCE * expected.score()));
            } else {
                assertThat(prediction.score()).isEqualTo(expected.score());
                assertThat(prediction.anomalous()).isEqualTo(expected.anomalous());
                assertThat(sha256(prediction.map().values())).isEqualTo(expected.mapSha256());
                assertThat(prediction.regions().stream().map(region -> region.with(Optional.empty())))
                        .containsExactlyElementsOf(expected.found());
            }
        }
    }

    private static String sha256(final float[] values) {
        final ByteBuffer bytes =
                ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return Sha256.hex(bytes.array());
    }

    /** A line of {@code verdicts.jsonl}. */
    record Verdict(
            String model,
            String picture,
            float score,
            float threshold,
            float pixelThreshold,
            boolean anomalous,
            int mapWidth,
            int mapHeight,
            String mapSha256,
            List<List<Double>> regions) {
        private List<Region> found() {
            return regions.stream()
                    .map(values -> new Region(
                            values.get(0).intValue(),
                            values.get(1).intValue(),
                            values.get(2).intValue(),
                            values.get(3).intValue(),
                            values.get(4).longValue(),
                            Float.parseFloat(values.get(5).toString()),
                            values.get(6).intValue(),
                            values.get(7).intValue()))
                    .toList();
        }

        @Override
        public String toString() {
            return model + " " + picture;
        }
    }
}
