package io.blemish.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.blemish.DatasetException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LookoutLayoutTest {
    private static final String DENT = "\"1\": {\"class-name\": \"dent\", \"hex-color\": \"#1f77b4\"}";
    private static final String SCRATCH = "\"2\": {\"class-name\": \"scratch\", \"hex-color\": \"#2CA02C\"}";

    @TempDir
    Path root;

    @Test
    void readsAnExportedProjectWithItsTest() {
        new Tree(root)
                .with("train/images/a.jpg", "train/images/b.jpg", "test/images/c.jpg", "test/images/d.jpg")
                .with("test/masks/d.png")
                .holding("datasets/train.manifest", normal("p/train/images/a.jpg") + anomaly("p/train/images/b.jpg"))
                .holding(
                        "datasets/test.manifest",
                        normal("p/test/images/c.jpg") + masked("p/test/images/d.jpg", "p/test/masks/d.png", DENT));
        final Dataset dataset = Datasets.open(root, DatasetOptions.DEFAULT);
        assertThat(dataset.layout()).isEqualTo("lookout");
        assertThat(Tree.ids(dataset.train())).containsExactly("train/images/a.jpg");
        assertThat(dataset.test())
                .extracting(Sample::id, Sample::label, Sample::kind, Sample::mask)
                .containsExactly(
                        tuple("test/images/c.jpg", Label.NORMAL, "normal", new Mask.None()),
                        tuple(
                                "test/images/d.jpg",
                                Label.ANOMALOUS,
                                "dent",
                                new Mask.Colours(root.resolve("test/masks/d.png"), Set.of(0x1F77B4))));
        assertThat(dataset.warnings())
                .singleElement()
                .asString()
                .contains("The 1 pictures of train.manifest that are not good are left out");
    }

    @Test
    void oneManifestIsDividedByTheSeed() {
        final StringBuilder lines = new StringBuilder("\n");
        for (int k = 0; k < 10; k++) {
            new Tree(root).with("images/" + k + ".jpg");
            lines.append(normal("images/" + k + ".jpg"));
        }
        new Tree(root).with("images/x.jpg").holding("any.manifest", lines + anomaly("images/x.jpg"));
        final Dataset dataset = Datasets.open(root.resolve("any.manifest"), DatasetOptions.DEFAULT);
        assertThat(dataset.name()).isEqualTo("any");
        assertThat(dataset.layout()).isEqualTo("lookout");
        assertThat(dataset.train()).hasSize(8);
        assertThat(dataset.test()).hasSize(3);
        assertThat(Datasets.open(root.resolve("any.manifest"), DatasetOptions.DEFAULT.withSeed(1))
                        .train())
                .isNotEqualTo(dataset.train());
        assertThat(Datasets.categories(root.resolve("any.manifest"))).isEmpty();
    }

    @Test
    void goodPicturesAloneAreAllToFitOn() {
        new Tree(root).with("a.jpg", "b.jpg").holding("train.manifest", normal("a.jpg") + normal("b.jpg"));
        assertThat(Datasets.open(root, DatasetOptions.DEFAULT).train()).hasSize(2);
        new Tree(root).holding("lines.json", normal("a.jpg"));
        assertThat(Datasets.open(root.resolve("lines.json"), DatasetOptions.DEFAULT.withLayout(DatasetLayout.LOOKOUT))
                        .train())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "p/", "bucket/p/"})
    void aBucketMayBeCopiedWithAnyOfItsFolders(final String folders) {
        new Tree(root)
                .with(folders + "good/1.jpg", folders + "bad/1.jpg")
                .holding("datasets/m.manifest", normal("p/good/1.jpg") + anomaly("p/bad/1.jpg"));
        final Dataset dataset = Datasets.open(root.resolve("datasets/m.manifest"), DatasetOptions.DEFAULT);
        assertThat(Tree.ids(dataset.train())).containsExactly(folders + "good/1.jpg");
        assertThat(Tree.ids(dataset.test())).containsExactly(folders + "bad/1.jpg");
    }

    @Test
    void severalTypesOfAnomalyGiveTheMaskSeveralColours() {
        new Tree(root)
                .with("a.jpg", "b.jpg", "c.jpg", "b.png")
                .holding(
                        "m.manifest",
                        normal("a.jpg")
                                + masked("b.jpg", "b.png", DENT + ", " + SCRATCH)
                                + masked("c.jpg", "gone.png", DENT));
        final Dataset dataset = Datasets.open(root.resolve("m.manifest"), DatasetOptions.DEFAULT);
        assertThat(dataset.test())
                .filteredOn(sample -> sample.label() == Label.ANOMALOUS)
                .extracting(Sample::kind, Sample::mask)
                .containsExactly(
                        tuple("anomaly", new Mask.Colours(root.resolve("b.png"), Set.of(0x1F77B4, 0x2CA02C))),
                        tuple("dent", new Mask.Unknown()));
        assertThat(dataset.warnings()).singleElement().asString().contains("s3://bucket/gone.png");
    }

    @Test
    void picturesWithoutALabelAreLeftOut() {
        new Tree(root)
                .with("a.jpg", "b.jpg", "c.jpg")
                .holding(
                        "m.manifest",
                        normal("a.jpg") + "{\"source-ref\": \"b.jpg\"}\n" + labelled("c.jpg", "unsure") + "}\n");
        final Dataset dataset = Datasets.open(root.resolve("m.manifest"), DatasetOptions.DEFAULT);
        assertThat(dataset.samples()).hasSize(1);
        assertThat(dataset.warnings())
                .containsExactly("The 2 pictures of m.manifest without a label are left out: their class is neither"
                        + " normal nor anomaly.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"source-ref": "a.jpg"}~{"source-ref":    | line 2, is not a JSON object
                    ["a.jpg"]                                 | line 1, is not a JSON object.
                    {"path": "a.jpg"}                         | line 1, has no "source-ref"
                    {"source-ref": "s3://x/gone.jpg"}         | not below
                    {"source-ref": "s3://x/../../a.jpg"}      | that is not below
                    {"source-ref": "a.jpg"}~{"source-ref": "s3://other/a.jpg"}          | line 2, names the picture
                    {"source-ref": "a.jpg", "l-metadata": {"class-name": "anomaly"}, "m-ref": "b.jpg"} | has a mask, but
                    {"source-ref": "a.jpg"}                   | no good pictures to fit on
                    """)
    void namesTheLineThatIsWrong(final String lines, final String expected) {
        new Tree(root).with("in/a.jpg", "in/b.jpg").holding("in/m.manifest", lines.replace('~', '\n'));
        assertThatThrownBy(() -> Datasets.open(root.resolve("in/m.manifest"), DatasetOptions.DEFAULT))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("m.manifest")
                .hasMessageContaining(expected);
    }

    @Test
    void aColourThatIsNoneIsNamed() {
        new Tree(root)
                .with("a.jpg", "a.png")
                .holding("m.manifest", masked("a.jpg", "a.png", DENT.replace("#1f77b4", "blue")));
        assertThatThrownBy(() -> Datasets.open(root.resolve("m.manifest"), DatasetOptions.DEFAULT))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("line 1, has the \"hex-color\" \"blue\"; a colour is written like #2ca02c");
    }

    @Test
    void aPictureIsToFitOnOrToTest() {
        new Tree(root)
                .with("a.jpg")
                .holding("train.manifest", normal("a.jpg"))
                .holding("test.manifest", normal("a.jpg"));
        assertThatThrownBy(() -> Datasets.open(root, DatasetOptions.DEFAULT))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("train.manifest and")
                .hasMessageContaining("a.jpg");
    }

    private static String normal(final String key) {
        return labelled(key, "normal") + "}\n";
    }

    private static String anomaly(final String key) {
        return labelled(key, "anomaly") + "}\n";
    }

    private static String masked(final String key, final String mask, final String colours) {
        return labelled(key, "anomaly") + ", \"anomaly-mask-ref\": \"s3://bucket/" + mask
                + "\", \"anomaly-mask-ref-metadata\": {\"internal-color-map\": {\"0\": {\"class-name\": \"BACKGROUND\","
                + " \"hex-color\": \"#ffffff\"}, " + colours + "}}}\n";
    }

    private static String labelled(final String key, final String label) {
        return "{\"source-ref\": \"s3://bucket/" + key
                + "\", \"anomaly-label\": 1, \"anomaly-label-metadata\": {\"class-name\": \"" + label + "\"}";
    }
}
