package io.blemish.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.blemish.BlemishException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MvtecLocoLayoutTest {
    @TempDir
    Path root;

    @BeforeEach
    void layOut() {
        new Tree(root)
                .with("train/good/000.png", "validation/good/000.png", "test/good/000.png")
                .with("test/logical_anomalies/000.png", "test/structural_anomalies/000.png")
                .with("ground_truth/logical_anomalies/000/000.png", "ground_truth/logical_anomalies/000/001.png")
                .holding(
                        "defects_config.json",
                        "[{\"defect_name\": \"missing\", \"pixel_value\": 255, \"saturation_threshold\": 0.25,"
                                + " \"relative_saturation\": true}, {\"defect_name\": \"extra\", \"pixel_value\": 254,"
                                + " \"saturation_threshold\": 900, \"relative_saturation\": false}]");
    }

    @Test
    void warnsOfMasksThatBelongToNoPicture() {
        new Tree(root)
                .with("ground_truth/structural_anomalies/000/000.png", "ground_truth/structural_anomalies/007/000.png");
        assertThat(Datasets.open(root, DatasetOptions.DEFAULT).warnings())
                .contains("Masks without a picture: ground_truth/structural_anomalies/007/000.png.");
    }

    @Test
    void readsSeveralMasksForOnePicture() {
        final Dataset dataset = Datasets.open(root, DatasetOptions.DEFAULT);
        assertThat(dataset.layout()).isEqualTo("mvtec-loco");
        assertThat(dataset.train()).hasSize(1);
        final Map<Integer, Mask.Saturation> saturations =
                Map.of(255, new Mask.Saturation(0.25, true), 254, new Mask.Saturation(900, false));
        assertThat(dataset.test())
                .extracting(Sample::mask)
                .containsExactly(
                        new Mask.None(),
                        new Mask.Parts(
                                List.of(
                                        root.resolve("ground_truth/logical_anomalies/000/000.png"),
                                        root.resolve("ground_truth/logical_anomalies/000/001.png")),
                                saturations),
                        new Mask.Unknown());
        assertThat(dataset.warnings())
                .anySatisfy(warning -> assertThat(warning).contains("test/structural_anomalies/000.png"))
                .anySatisfy(warning -> assertThat(warning).contains("validation"));
    }

    @Test
    void tellsAutoviByItsKindsAndItsFoldersOfMasks(@TempDir final Path autovi) {
        new Tree(autovi)
                .with("train/good/0000.png", "test/good/0000.png", "test/fastening/0001.png")
                .with("ground_truth/fastening/0001/0000.png", "ground_truth/fastening/0001/0001.png")
                .holding(
                        "defects_config.json",
                        "[{\"defect_name\": \"fastening\", \"pixel_value\": 255, \"saturation_threshold\": 0.5,"
                                + " \"relative_saturation\": true}]");
        final Dataset dataset = Datasets.open(autovi, DatasetOptions.DEFAULT);
        assertThat(dataset.layout()).isEqualTo("autovi");
        assertThat(dataset.test())
                .extracting(Sample::kind, Sample::mask)
                .containsExactly(
                        tuple(
                                "fastening",
                                new Mask.Parts(
                                        List.of(
                                                autovi.resolve("ground_truth/fastening/0001/0000.png"),
                                                autovi.resolve("ground_truth/fastening/0001/0001.png")),
                                        Map.of(255, new Mask.Saturation(0.5, true)))),
                        tuple("good", new Mask.None()));
        assertThat(dataset.warnings()).isEmpty();
    }

    @Test
    void masksInOtherFoldersDoNotMakeAutoviOfMvtecAd(@TempDir final Path mvtec) {
        new Tree(mvtec)
                .with("train/good/000.png", "test/good/000.png", "test/crack/001.png")
                .with("ground_truth/crack/drawn by hand/001_mask.png");
        final Dataset dataset = Datasets.open(mvtec, DatasetOptions.DEFAULT);
        assertThat(dataset.layout()).isEqualTo("mvtec");
        assertThat(dataset.warnings()).isEmpty();
    }

    @Test
    void saturatesAtAShareOrAtANumberOfPixels() {
        assertThat(new Mask.Saturation(0.25, true).of(1000)).isEqualTo(250, within(1e-9));
        assertThat(new Mask.Saturation(900, false).of(1000)).isEqualTo(900, within(1e-9));
        assertThat(new Mask.Saturation(900, false).of(100)).isEqualTo(100, within(1e-9));
    }

    @Test
    void namesADamagedConfiguration() {
        new Tree(root).holding("defects_config.json", "[{\"pixel_value\": 255}]");
        assertThatThrownBy(() -> Datasets.open(root, DatasetOptions.DEFAULT))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("defects_config.json")
                .hasMessageContaining("saturation_threshold");
    }
}
