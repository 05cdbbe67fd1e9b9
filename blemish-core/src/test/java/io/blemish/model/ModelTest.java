package io.blemish.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.ModelException;
import io.blemish.artifact.ArtifactWriter;
import io.blemish.artifact.Json;
import io.blemish.backbone.BackboneGraph;
import io.blemish.backbone.Execution;
import io.blemish.dataset.Dataset;
import io.blemish.dataset.DatasetOptions;
import io.blemish.dataset.Datasets;
import io.blemish.dataset.generator.GeneratorOptions;
import io.blemish.dataset.generator.PartGenerator;
import io.blemish.dataset.generator.PartKind;
import io.blemish.detector.patchcore.PatchCoreDescription;
import io.blemish.detector.patchcore.PatchCoreOptions;
import io.blemish.embedding.Embedding;
import io.blemish.image.Picture;
import io.blemish.onnx.Constant;
import io.blemish.onnx.GraphBuilder;
import io.blemish.onnx.OnnxGraph;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import io.blemish.prediction.Prediction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TimeZone;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A model fitted to generated parts with the embedded network, and everything that may happen to its file. */
class ModelTest {
    private static final ModelOptions OPTIONS = coreset(0.05);

    @TempDir
    private static Path folder;

    private static Path data;
    private static Path file;
    private static FitSummary summary;

    @BeforeAll
    static void fit() {
        try (Workers workers = new Workers(2)) {
            PartGenerator.generate(
                    folder.resolve("parts"),
                    GeneratorOptions.DEFAULT.withKinds(List.of(PartKind.PLATE)).withCounts(8, 2, 1),
                    workers,
                    Progress.SILENT);
        }
        data = folder.resolve("parts/plate");
        file = folder.resolve("plate.blemish");
        summary = new ModelTrainer(OPTIONS).fit(dataset().trainingPictures(), file, Progress.SILENT);
    }

    private static ModelOptions coreset(final double share) {
        return ModelOptions.builder()
                .detector(PatchCoreOptions.builder().coreset(share).build())
                .threads(2)
                .build();
    }

    private static Dataset dataset() {
        return Datasets.open(data, DatasetOptions.DEFAULT);
    }

    @Test
    void aDefectScoresHigherThanEveryGoodPartAndIsFoundWhereItIs() throws IOException {
        try (Model model = Model.open(file)) {
            final double worstGood = pictures("test/good").stream()
                    .mapToDouble(picture -> model.predict(picture).score())
                    .max()
                    .orElseThrow();
            final Prediction dent = model.predict(pictures("test/dent").get(0));
            assertThat((double) dent.score()).isGreaterThan(worstGood);
            assertThat(dent.margin()).isEqualTo(dent.score() - dent.threshold());
            assertThat(dent.anomalous()).isEqualTo(dent.score() > dent.threshold());
            assertThat(dent.map().width()).isEqualTo(224);
        }
    }

    @Test
    void theSameInputGivesTheSameBytesWhateverTheThreadsAndTheTimeZone() throws IOException {
        final Path again = folder.resolve("again.blemish");
        final TimeZone zone = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Seoul"));
            new ModelTrainer(OPTIONS.toBuilder().threads(1).build())
                    .fit(dataset().trainingPictures(), again, Progress.SILENT);
        } finally {
            TimeZone.setDefault(zone);
        }
        assertThat(again).hasSameBinaryContentAs(file);
    }

    @Test
    void theSameInputGivesTheSameBytesWhateverTheBatch() throws IOException {
        final Path batched = folder.resolve("batched.blemish");
        new ModelTrainer(
                        List.of(new Network(BackboneGraph.embedded(), BackboneGraph.DEFAULT_LAYERS)),
                        OPTIONS,
                        Execution.cpu(1).withBatch(3))
                .fit(dataset().trainingPictures(), batched, Progress.SILENT);
        assertThat(batched).hasSameBinaryContentAs(file);
    }

    @Test
    void theVerdictDoesNotDependOnTheThreads() throws IOException {
        final Path picture = pictures("test/scratch").get(0);
        try (Model one = Model.open(file, OpenOptions.DEFAULT.withThreads(1));
                Model two = Model.open(file, OpenOptions.DEFAULT.withThreads(2))) {
            final Prediction a = one.predict(picture);
            final Prediction b = two.predict(picture);
            assertThat(a.score()).isEqualTo(b.score());
            assertThat(a.map().values()).isEqualTo(b.map().values());
        }
    }

    @Test
    void everyEntryIsAlignedSoThatItCanBeMapped() throws IOException {
        try (var zip = org.apache.commons.compress.archivers.zip.ZipFile.builder()
                .setPath(file)
                .get()) {
            for (final var entry : java.util.Collections.list(zip.getEntries())) {
                zip.getRawInputStream(entry).close();
                assertThat(entry.getDataOffset() % 64).as(entry.getName()).isZero();
            }
        }
    }

    @Test
    void theSummaryAndTheDescriptionAgree() {
        final ModelContents contents = ModelContents.read(file);
        assertThat(contents.intact()).isTrue();
        assertThat(contents.description().training().pictures()).hasSize(8);
        assertThat(contents.description().training().heldOut()).hasSize(8);
        assertThat(summary.patches()).isEqualTo(8 * 784);
        assertThat(summary.bankSize()).isEqualTo((int) (8 * 784 * 0.05));
        assertThat(contents.calibration().heldOut()).isEqualTo(8);
        assertThat(contents.calibration().threshold())
                .isEqualTo(summary.calibration().threshold());
    }

    @Test
    void aWholeBankMakesItsOwnPicturesNormal() {
        final Path whole = folder.resolve("whole.blemish");
        final FitSummary all = new ModelTrainer(coreset(1)).fit(dataset().trainingPictures(), whole, Progress.SILENT);
        assertThat(all.bankSize()).isEqualTo(all.patches());
        try (Model model = Model.open(whole)) {
            assertThat(model.predict(dataset().train().get(0).picture()).score())
                    .isZero();
        }
    }

    @Test
    void aModelWithoutItsNetworkTakesTheSameNetworkAndNoOther() throws IOException {
        final Path bare = folder.resolve("bare.blemish");
        final ModelOptions options = OPTIONS.toBuilder().embedBackbone(false).build();
        new ModelTrainer(options).fit(dataset().trainingPictures(), bare, Progress.SILENT);
        assertThat(Files.size(bare)).isLessThan(Files.size(file));
        final Path picture = pictures("test/good").get(0);
        try (Model model = Model.open(bare);
                Model complete = Model.open(file)) {
            assertThat(model.predict(picture).score())
                    .isEqualTo(complete.predict(picture).score());
        }
        final BackboneGraph other = damagedBackbone();
        assertThatThrownBy(() -> Model.open(bare, OpenOptions.DEFAULT.withBackbones(List.of(other))))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("hash");
    }

    @Test
    void damageIsRefusedWithASentence() throws IOException {
        final byte[] whole = Files.readAllBytes(file);
        for (final int length : new int[] {0, 1, 1000, whole.length / 2, whole.length - 1}) {
            assertRefused(Files.write(folder.resolve("cut.blemish"), java.util.Arrays.copyOf(whole, length)));
        }
        for (int i = 1; i < 40; i++) {
            final byte[] altered = whole.clone();
            altered[(int) ((long) whole.length * i / 40)] ^= 0x40;
            assertRefused(Files.write(folder.resolve("altered.blemish"), altered));
        }
    }

    private static void assertRefused(final Path damaged) {
        assertThatThrownBy(() -> Model.open(damaged).close())
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining(damaged.toString())
                .hasMessageContaining("damaged");
    }

    @Test
    void aNewerFormatIsRefusedWithBothVersions() throws IOException {
        final Path newer = folder.resolve("newer.blemish");
        try (ArtifactWriter writer = new ArtifactWriter(newer)) {
            final ModelDescription d = ModelContents.read(file).description();
            writer.finish(
                    ModelFile.DESCRIPTION,
                    Json.document(new ModelDescription(
                            ModelDescription.FORMAT_VERSION + 1,
                            d.software(),
                            d.detector(),
                            d.backbone(),
                            d.preprocessing(),
                            4,
                            d.training(),
                            java.util.Map.of())));
        }
        assertThatThrownBy(() -> Model.open(newer))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("format version 7")
                .hasMessageContaining("up to 6");
    }

    @Test
    void otherNeighbourhoodsAreKeptAndNeedANewerFormat() throws IOException {
        final Path wide = folder.resolve("wide.blemish");
        final ModelOptions options = OPTIONS.toBuilder()
                .detector(PatchCoreOptions.builder()
                        .coreset(0.05)
                        .embedding(new Embedding.Channel(5))
                        .nearest(3)
                        .build())
                .build();
        new ModelTrainer(options).fit(dataset().trainingPictures(), wide, Progress.SILENT);
        final ModelDescription description = ModelContents.read(wide).description();
        final PatchCoreDescription patchCore = (PatchCoreDescription) description.detector();
        assertThat(description.formatVersion()).isEqualTo(3);
        assertThat(patchCore.embedding().patchSize()).isEqualTo(5);
        assertThat(patchCore.nearest()).isEqualTo(3);
        final Path defect = dataset().test().get(0).picture();
        try (Model usual = Model.open(file);
                Model other = Model.open(wide)) {
            assertThat(other.predict(defect).score())
                    .isNotEqualTo(usual.predict(defect).score());
        }
    }

    @Test
    void aDescriptionThatDoesNotSpeakOfNeighbourhoodsMeansTheUsualOnes() throws IOException {
        final String written =
                new String(Json.document(ModelContents.read(file).description()), StandardCharsets.UTF_8);
        final String earlier = written.replaceAll("\"nearest\" : 1,\\s*", "").replaceAll(",\\s*\"patch_size\" : 3", "");
        assertThat(earlier).doesNotContain("nearest\"", "patch_size").isNotEqualTo(written);
        assertThat(Json.read(earlier.getBytes(StandardCharsets.UTF_8), ModelDescription.class, "earlier"))
                .isEqualTo(ModelContents.read(file).description());
    }

    @Test
    void aMissingModelHasACodeOfItsOwn() {
        assertThatThrownBy(() -> Model.open(folder.resolve("none.blemish")))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_MISSING))
                .hasMessageContaining("none.blemish");
    }

    @Test
    void anUnreadableTrainingPictureIsNamedAndLeftOut() throws IOException {
        final Path parts = Files.createDirectories(folder.resolve("holes/good"));
        final List<Path> good = pictures("train/good");
        Files.write(parts.resolve("0.png"), new byte[] {1, 2, 3});
        Files.copy(good.get(0), parts.resolve("1.png"));
        Files.copy(good.get(1), parts.resolve("2.png"));
        Files.write(parts.resolve("3.png"), java.util.Arrays.copyOf(Files.readAllBytes(good.get(2)), 5000));
        Files.copy(good.get(3), parts.resolve("4.png"));
        final Dataset holes = Datasets.open(folder.resolve("holes"), DatasetOptions.DEFAULT.withTestFraction(0));
        final Path model = folder.resolve("holes.blemish");
        final FitSummary fitted = new ModelTrainer(coreset(1)).fit(holes.trainingPictures(), model, Progress.SILENT);
        assertThat(fitted.pictures()).isEqualTo(3);
        assertThat(fitted.failures()).hasSize(2);
        assertThat(fitted.failures().get(0)).contains("0.png");
        assertThat(fitted.failures().get(1)).contains("3.png");
        try (Model opened = Model.open(model)) {
            assertThat(opened.predict(good.get(3)).score()).isZero();
        }
    }

    @Test
    void onePictureIsNotEnough() throws IOException {
        final Path parts = Files.createDirectories(folder.resolve("one/good"));
        Files.copy(pictures("train/good").get(0), parts.resolve("1.png"));
        final Dataset one = Datasets.open(folder.resolve("one"), DatasetOptions.DEFAULT.withTestFraction(0));
        final Path model = folder.resolve("one.blemish");
        assertThatThrownBy(() -> new ModelTrainer(OPTIONS).fit(one.trainingPictures(), model, Progress.SILENT))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("Add more good pictures");
        assertThat(model).doesNotExist();
    }

    @Test
    void aNetworkWithBrokenWeightsIsRefused() throws IOException {
        final Path model = folder.resolve("nan.blemish");
        final ModelTrainer fit = new ModelTrainer(damagedBackbone(), BackboneGraph.DEFAULT_LAYERS, OPTIONS);
        assertThatThrownBy(() -> fit.fit(dataset().trainingPictures(), model, Progress.SILENT))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("not finite");
        assertThat(model).doesNotExist();
    }

    @Test
    void aFailedFitLeavesTheOldModelAndNoRemains() throws IOException {
        final Path place = Files.createDirectories(folder.resolve("place"));
        final Path model = Files.copy(file, place.resolve("old.blemish"));
        final ModelTrainer fit = new ModelTrainer(damagedBackbone(), BackboneGraph.DEFAULT_LAYERS, OPTIONS);
        assertThatThrownBy(() -> fit.fit(dataset().trainingPictures(), model, Progress.SILENT))
                .isInstanceOf(BlemishException.class);
        assertThat(model).hasSameBinaryContentAs(file);
        try (Stream<Path> files = Files.list(place)) {
            assertThat(files).containsExactly(model);
        }
    }

    @Test
    void twoWritersAtOnceLeaveOneWholeModel() {
        final Path shared = folder.resolve("shared.blemish");
        try (Workers workers = new Workers(2)) {
            workers.forEach(
                    2,
                    i -> new ModelTrainer(OPTIONS.toBuilder().seed(i).threads(1).build())
                            .fit(dataset().trainingPictures(), shared, Progress.SILENT));
        }
        assertThat(ModelContents.read(shared).intact()).isTrue();
    }

    @Test
    void picturesOfEveryShapeAreJudged() throws IOException {
        final Path picture = pictures("test/good").get(0);
        try (Model model = Model.open(file)) {
            final var tiny = new io.blemish.image.RgbImage(1, 1, new byte[3]);
            assertThat(model.predict(Picture.of("tiny", tiny)).score()).isPositive();
            final Prediction prediction = model.predict(Picture.of("name", picture));
            assertThat(prediction.name()).isEqualTo("name");
            assertThat(prediction.width()).isEqualTo(256);
        }
    }

    private static BackboneGraph damagedBackbone() throws IOException {
        final OnnxGraph intact =
                OnnxGraph.parse(ByteBuffer.wrap(BackboneGraph.embedded().toBytes()));
        final List<Constant> constants = intact.constants();
        final Constant first = constants.get(0);
        final float[] nan = new float[first.floats().length];
        Arrays.fill(nan, Float.NaN);
        final GraphBuilder damaged =
                intact.toBuilder().withoutConstants().constant(Constant.floats(first.name(), first.shape(), nan));
        constants.stream().skip(1).forEach(damaged::constant);
        return BackboneGraph.parse("damaged", ByteBuffer.wrap(damaged.build().toBytes()));
    }

    private static List<Path> pictures(final String below) throws IOException {
        try (Stream<Path> files = Files.list(data.resolve(below))) {
            return files.sorted().toList();
        }
    }

    @Test
    void theDescriptionListsTheEntriesInTheirOrderSoThatEveryRunOfJavaWritesTheSame() throws IOException {
        final List<String> inFile = new ArrayList<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            zip.stream().map(ZipEntry::getName).forEach(inFile::add);
            final JsonNode description = JsonMapper.shared().readTree(zip.getInputStream(zip.getEntry("model.json")));
            final List<String> described =
                    new ArrayList<>(description.get("entries").propertyNames());
            assertThat(inFile.remove(inFile.size() - 1)).isEqualTo("model.json");
            assertThat(described).isEqualTo(inFile);
        }
    }

    @Test
    void theDescriptionIsReadableText() throws IOException {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                .contains("\"type\" : \"patchcore\"")
                .contains("\"fingerprint\"");
    }
}
