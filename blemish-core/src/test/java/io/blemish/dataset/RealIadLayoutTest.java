package io.blemish.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.blemish.DatasetException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RealIadLayoutTest {
    private static final String LIST = """
            {"meta": {"prefix": "toy/", "normal_class": "OK"},
             "train": [
              {"anomaly_class": "OK", "image_path": "OK/S1/toy_C1.jpg", "mask_path": null},
              {"anomaly_class": "BX", "image_path": "NG/BX/S3/toy_C2.jpg", "mask_path": "NG/BX/S3/toy_C2.png"}],
             "test": [
              {"anomaly_class": "OK", "image_path": "OK/S2/toy_C1.jpg", "mask_path": null},
              {"anomaly_class": "BX", "image_path": "NG/BX/S3/toy_C1.jpg", "mask_path": "NG/BX/S3/toy_C1.png"},
              {"anomaly_class": "BX", "image_path": "NG/BX/S3/toy_C4.jpg", "mask_path": "NG/BX/S3/toy_C4.png"},
              {"anomaly_class": "BX", "image_path": "NG/BX/S3/toy_C3.jpg", "mask_path": null}]}
            """;

    @TempDir
    Path root;

    @BeforeEach
    void layOut() {
        new Tree(root)
                .with("realiad_512/toy/OK/S1/toy_C1.jpg", "realiad_512/toy/OK/S2/toy_C1.jpg")
                .with("realiad_512/toy/NG/BX/S3/toy_C1.jpg", "realiad_512/toy/NG/BX/S3/toy_C1.png")
                .with("realiad_512/toy/NG/BX/S3/toy_C2.jpg", "realiad_512/toy/NG/BX/S3/toy_C2.png")
                .with("realiad_512/toy/NG/BX/S3/toy_C3.jpg", "realiad_512/toy/NG/BX/S3/toy_C4.jpg");
    }

    @Test
    void theListOfTheCategoryDividesItsViews() {
        new Tree(root).holding("realiad_jsons/toy.json", LIST);
        final Path sizes = root.resolve("realiad_512");
        assertThat(Datasets.categories(sizes)).containsExactly("toy");
        final Dataset toy = Datasets.open(sizes, DatasetOptions.DEFAULT.withCategory("toy"));
        assertThat(toy.layout()).isEqualTo("real-iad");
        assertThat(Tree.ids(toy.train())).containsExactly("OK/S1/toy_C1.jpg");
        assertThat(toy.test())
                .extracting(Sample::id, Sample::label, Sample::kind, Sample::mask)
                .containsExactly(
                        tuple("OK/S2/toy_C1.jpg", Label.NORMAL, "OK", new Mask.None()),
                        tuple(
                                "NG/BX/S3/toy_C1.jpg",
                                Label.ANOMALOUS,
                                "BX",
                                new Mask.Picture(sizes.resolve("toy/NG/BX/S3/toy_C1.png"))),
                        tuple("NG/BX/S3/toy_C4.jpg", Label.ANOMALOUS, "BX", new Mask.Unknown()),
                        tuple("NG/BX/S3/toy_C3.jpg", Label.NORMAL, "OK", new Mask.None()));
        assertThat(toy.warnings())
                .anySatisfy(warning -> assertThat(warning).contains("toy.json that are not good are left out", "The 1"))
                .anySatisfy(warning -> assertThat(warning).contains("Without a mask", "toy_C4.jpg"))
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"realiad_jsons/realiad_jsons/toy.json", "realiad_512/toy.json"})
    void theListIsFoundWhereOtherToolsHaveIt(final String list) {
        new Tree(root).holding(list, LIST);
        assertThat(Datasets.open(root.resolve("realiad_512/toy"), DatasetOptions.DEFAULT)
                        .layout())
                .isEqualTo("real-iad");
    }

    @Test
    void anotherListCanBeNamed() {
        new Tree(root)
                .holding("realiad_jsons/toy.json", LIST)
                .holding(
                        "realiad_jsons_sv/toy.json",
                        "{\"train\": [{\"anomaly_class\": \"OK\", \"image_path\": \"OK/S2/toy_C1.jpg\"}],"
                                + " \"test\": []}");
        final Dataset view = Datasets.open(
                root.resolve("realiad_512/toy"),
                DatasetOptions.DEFAULT.withSplitFile(root.resolve("realiad_jsons_sv/toy.json")));
        assertThat(Tree.ids(view.samples())).containsExactly("OK/S2/toy_C1.jpg");
        assertThatThrownBy(() -> Datasets.open(
                        root.resolve("realiad_512/toy"),
                        DatasetOptions.DEFAULT.withSplitFile(root.resolve("gone.json"))))
                .hasMessageContaining("gone.json does not exist");
    }

    @Test
    void withoutAListItSaysWhatIsMissing() {
        assertThatThrownBy(() -> Datasets.open(
                        root.resolve("realiad_512/toy"), DatasetOptions.DEFAULT.withLayout(DatasetLayout.REAL_IAD)))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("looked for realiad_jsons/CATEGORY.json");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    {"train": [                                                       | is not valid JSON
                    {"test": []}                                                      | there is no list "train"
                    {"train": {}, "test": []}                                         | there is no list "train"
                    []                                                                | there is no list "train"
                    {"train": [{"image_path": "OK/S1/toy_C1.jpg"}], "test": []}       | "anomaly_class" is missing
                    {"train": [{"anomaly_class": "OK"}], "test": []}                  | "image_path" is missing
                    {"train": [{"anomaly_class": "OK", "image_path": "OK/S9.jpg"}], "test": []}     | names pictures that are
                    {"train": [{"anomaly_class": "OK", "image_path": "../../x.jpg"}], "test": []}   | is not below
                    {"train": [], "test": []}                                         | no good pictures to fit on
                    """)
    void namesWhatIsWrongWithAList(final String list, final String expected) {
        new Tree(root).with("x.jpg").holding("realiad_jsons/toy.json", list);
        assertThatThrownBy(() -> Datasets.open(root.resolve("realiad_512/toy"), DatasetOptions.DEFAULT))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("toy")
                .hasMessageContaining(expected);
    }

    @Test
    void aFolderOfAnyPartsWithAnotherFileBesideItIsNotOfThisSet() {
        new Tree(root)
                .with("plant/screws/OK/1.jpg", "plant/screws/NG/2.jpg")
                .holding("plant/screws.json", "{\"exposure\": 3}");
        assertThat(Datasets.open(root.resolve("plant/screws"), DatasetOptions.DEFAULT)
                        .layout())
                .isEqualTo("folder");
    }
}
