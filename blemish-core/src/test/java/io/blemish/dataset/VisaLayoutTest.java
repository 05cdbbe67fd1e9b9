package io.blemish.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.blemish.BlemishException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VisaLayoutTest {
    private static final String TABLE = """
            object,split,label,image,mask
            candle,train,normal,candle/Data/Images/Normal/0000.JPG,
            candle,test,normal,candle/Data/Images/Normal/0001.JPG,
            candle,test,anomaly,candle/Data/Images/Anomaly/000.JPG,candle/Data/Masks/Anomaly/000.png
            pcb1,train,normal,pcb1/Data/Images/Normal/0000.JPG,
            """;

    @TempDir
    Path root;

    @BeforeEach
    void layOut() {
        new Tree(root)
                .numbered(10, "candle/Data/Images/Normal/0", ".JPG")
                .with("candle/Data/Images/Anomaly/000.JPG", "candle/Data/Masks/Anomaly/000.png")
                .with("pcb1/Data/Images/Normal/0000.JPG");
    }

    @Test
    void dividesByTheTableBesideTheCategories() {
        new Tree(root).holding("split_csv/1cls.csv", TABLE);
        assertThat(Datasets.categories(root)).containsExactly("candle", "pcb1");
        final Dataset candle = Datasets.open(root, DatasetOptions.DEFAULT.withCategory("candle"));
        assertThat(candle.layout()).isEqualTo("visa");
        assertThat(candle.samples())
                .extracting(Sample::id, Sample::label, Sample::split, Sample::mask)
                .containsExactly(
                        tuple("Data/Images/Normal/0000.JPG", Label.NORMAL, Split.TRAIN, new Mask.None()),
                        tuple("Data/Images/Normal/0001.JPG", Label.NORMAL, Split.TEST, new Mask.None()),
                        tuple(
                                "Data/Images/Anomaly/000.JPG",
                                Label.ANOMALOUS,
                                Split.TEST,
                                new Mask.Picture(root.resolve("candle/Data/Masks/Anomaly/000.png"))));
        assertThat(candle.warnings()).isEmpty();
    }

    @Test
    void takesAnotherTableByName() {
        new Tree(root).holding("own.csv", TABLE);
        final DatasetOptions options =
                DatasetOptions.DEFAULT.withCategory("candle").withSplitFile(root.resolve("own.csv"));
        assertThat(Datasets.open(root, options).train()).hasSize(1);
    }

    @Test
    void dividesBySeedWithoutATable() {
        final Dataset candle = Datasets.open(root, DatasetOptions.DEFAULT.withCategory("candle"));
        assertThat(candle.train()).hasSize(8);
        assertThat(candle.test()).hasSize(3);
        assertThat(candle.warnings()).singleElement().asString().contains("by seed");
    }

    @Test
    void refusesATableOfAnotherDataSet() {
        new Tree(root).holding("split_csv/1cls.csv", TABLE.replace("Normal/0001", "Normal/0099"));
        assertThatThrownBy(() -> Datasets.open(root, DatasetOptions.DEFAULT.withCategory("candle")))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("0099.JPG");
        new Tree(root).holding("split_csv/1cls.csv", TABLE.replace("candle,", "cashew,"));
        assertThatThrownBy(() -> Datasets.open(root, DatasetOptions.DEFAULT.withCategory("candle")))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("no line whose object is candle");
    }
}
