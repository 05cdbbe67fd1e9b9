package io.blemish.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.blemish.BlemishException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestTest {
    @TempDir
    Path root;

    @Test
    void readsCsv() {
        new Tree(root)
                .with("a/1.png", "a/2, late.png", "b/3.png", "m/3.png")
                .holding(
                        "line 4.csv",
                        "\uFEFFPath,Label,Split,Kind,Mask,Clip,Frame\r\na/1.png,good,train\r\n\r\n"
                                + "\"a/2, late.png\",OK,test,,,cam1,7\r\nb/3.png,bad,,\"say \"\"crack\"\"\",m/3.png\r\n");
        final Dataset dataset = Datasets.open(root.resolve("line 4.csv"), DatasetOptions.DEFAULT);
        assertThat(dataset.name()).isEqualTo("line 4");
        assertThat(dataset.layout()).isEqualTo("manifest");
        assertThat(dataset.samples())
                .extracting(Sample::id, Sample::label, Sample::kind, Sample::split)
                .containsExactly(
                        tuple("a/1.png", Label.NORMAL, "good", Split.TRAIN),
                        tuple("a/2, late.png", Label.NORMAL, "good", Split.TEST),
                        tuple("b/3.png", Label.ANOMALOUS, "say \"crack\"", Split.TEST));
        assertThat(dataset.samples().get(1).frame()).contains(new Frame("cam1", 7));
        assertThat(dataset.samples().get(2).mask()).isEqualTo(new Mask.Picture(root.resolve("m/3.png")));
    }

    @Test
    void readsJsonLinesAndDividesBySeed() {
        final StringBuilder lines = new StringBuilder();
        for (int k = 0; k < 10; k++) {
            new Tree(root).with(k + ".png");
            lines.append("{\"path\": \"").append(k).append(".png\", \"label\": 0}\n");
        }
        new Tree(root).with("x.png").holding("manifest.jsonl", lines + "{\"path\": \"x.png\", \"kind\": \"dent\"}");
        final Dataset dataset = Datasets.open(root, DatasetOptions.DEFAULT.withLayout(DatasetLayout.MANIFEST));
        assertThat(dataset.train()).hasSize(8);
        assertThat(dataset.test()).hasSize(3);
        assertThat(dataset.test())
                .filteredOn(sample -> sample.kind().equals("dent"))
                .hasSize(1);
        assertThat(Datasets.categories(root.resolve("manifest.jsonl"))).isEmpty();
    }

    @Test
    void fitsOnEveryPictureWithoutALabelOrASplit() {
        new Tree(root).with("1.png", "2.png").holding("all.csv", "path\n1.png\n2.png\n");
        assertThat(Datasets.open(root.resolve("all.csv"), DatasetOptions.DEFAULT)
                        .train())
                .hasSize(2);
    }

    @Test
    void warnsOfAMissingMaskAndABadTrainingPicture() {
        new Tree(root)
                .with("1.png", "2.png", "3.png")
                .holding(
                        "m.csv",
                        "path,label,split,mask\n1.png,good,train,\n2.png,bad,test,gone.png\n3.png,bad,train,\n");
        final Dataset dataset = Datasets.open(root.resolve("m.csv"), DatasetOptions.DEFAULT);
        assertThat(dataset.samples()).hasSize(2);
        assertThat(dataset.samples().get(1).mask()).isEqualTo(new Mask.Unknown());
        assertThat(dataset.warnings())
                .anySatisfy(warning -> assertThat(warning).contains("gone.png", "2.png"))
                .anySatisfy(warning -> assertThat(warning).contains("3.png is left out"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    m.csv   | path,label~1.png,maybe           | line 2, has the label "maybe"
                    m.csv   | path,split~1.png,validation      | line 2, has the split "validation"
                    m.csv   | picture~1.png                    | line 2, has no path
                    m.csv   | path~1.png~1.png                 | line 3, names 1.png a second time
                    m.csv   | path~1.png,more                  | line 2, has 2 values for 1 columns
                    m.csv   | path~"1.png                      | line 2, has a quoted value without a closing quote
                    m.csv   | path~"1.png"x                    | line 2, has a quoted value without a closing quote
                    m.csv   | path~1.png~~"2.png"x             | line 4, has a quoted value without a closing quote
                    m.csv   | path,kind~"1.png","a~b"~2.png,"x | line 4, has a quoted value without a closing quote
                    m.csv   | path,kind~1.png,"a~b"~~2.png,,x  | line 5, has 3 values for 2 columns
                    m.csv   | "path                            | line 1, has a quoted value without a closing quote
                    m.csv   | path~gone.png                    | not there: gone.png
                    m.csv   | path,clip~1.png,cam              | line 2, has a clip but no number
                    m.jsonl | {"path": "1.png"}~{"path":       | line 2, is not a JSON object
                    m.jsonl | ["1.png"]                        | line 1, has no path
                    """)
    void namesTheLineThatIsWrong(final String name, final String content, final String expected) {
        new Tree(root).with("1.png").holding(name, content.replace('~', '\n'));
        assertThatThrownBy(() -> Datasets.open(root.resolve(name), DatasetOptions.DEFAULT))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(expected);
    }
}
