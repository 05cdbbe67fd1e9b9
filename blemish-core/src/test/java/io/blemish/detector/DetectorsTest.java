package io.blemish.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.artifact.Json;
import io.blemish.detector.padim.PadimDescription;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetectorsTest {
    private static final String PADIM =
            "{\"type\":\"padim\",\"available_channels\":9,\"channels\":[1,4],\"ridge\":0.01,\"seed\":7,\"grid_height\":3,"
                    + "\"grid_width\":2,\"dimension\":2}";

    @Test
    void aDescriptionIsWrittenWithItsTypeAndReadByIt() {
        final PadimDescription description = new PadimDescription(9, List.of(1, 4), 0.01, 7, 3, 2, 2);
        assertThat(Json.line(description)).isEqualTo(PADIM);
        assertThat(Json.read(PADIM.getBytes(StandardCharsets.UTF_8), DetectorDescription.class, "model.json"))
                .isEqualTo(description);
    }

    @Test
    void anUnknownTypeIsRefusedWithItsName() {
        final byte[] json = PADIM.replace("padim", "oracle").getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Json.read(json, DetectorDescription.class, "model.json"))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("oracle");
    }

    @Test
    void namesAreUniqueAndLeadToTheirDefaults() {
        assertThat(Detectors.all()).extracting(DetectorOptions::type).doesNotHaveDuplicates();
        assertThat(Detectors.all())
                .allSatisfy(options ->
                        assertThat(Detectors.defaults(options.type())).contains(options));
        assertThat(Detectors.defaults("ensemble")).isEmpty();
    }
}
