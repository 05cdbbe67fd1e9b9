package io.blemish.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.backbone.BackboneGraph;
import io.blemish.dataset.Dataset;
import io.blemish.dataset.Sample;
import io.blemish.dataset.generator.GeneratedPlates;
import io.blemish.detector.DetectorOptions;
import io.blemish.detector.anomalydino.AnomalyDinoOptions;
import io.blemish.detector.mhpatchcore.MhPatchCoreOptions;
import io.blemish.detector.padim.PadimOptions;
import io.blemish.detector.patchcore.PatchCoreOptions;
import io.blemish.detector.softpatch.SoftPatchOptions;
import io.blemish.detector.spade.SpadeOptions;
import io.blemish.detector.subspace.SubspaceOptions;
import io.blemish.detector.views.ViewsOptions;
import io.blemish.embedding.Embedding;
import io.blemish.image.InspectionMask;
import io.blemish.image.Normalization;
import io.blemish.image.Picture;
import io.blemish.image.Preprocessing;
import io.blemish.image.RgbImage;
import io.blemish.model.Model;
import io.blemish.model.ModelOptions;
import io.blemish.model.ModelTrainer;
import io.blemish.model.Network;
import io.blemish.model.OpenOptions;
import io.blemish.model.ThresholdChange;
import io.blemish.onnx.Constant;
import io.blemish.onnx.GraphBuilder;
import io.blemish.onnx.OnnxGraph;
import io.blemish.parallel.Progress;
import io.blemish.prediction.Prediction;
import io.blemish.search.exact.ExactMethod;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A model and its graph, which is run here with nothing but ONNX Runtime and arrays. */
@Tag("long")
class GraphExportTest {
    private static final int SIDE = 96;
    private static final BackboneGraph GRAPH = BackboneGraph.embedded("efficientnet-lite0");
    private static final Network NETWORK = new Network(GRAPH, BackboneGraph.DEFAULT_LAYERS);
    private static final PatchCoreOptions PATCH_CORE =
            PatchCoreOptions.builder().coreset(0.05).build();
    private static final ExportOptions FLOATS = new ExportOptions(GraphPixels.FLOAT32, false);

    @TempDir
    private static Path folder;

    private static Dataset dataset;

    @BeforeAll
    static void generate() {
        dataset = GeneratedPlates.in(folder, SIDE, 10, 2, 1);
    }

    static List<Arguments> methods() {
        final PatchCoreOptions authors = PatchCoreOptions.builder()
                .embedding(new Embedding.Adaptive(200, 64, 5))
                .coreset(0.05)
                .nearest(3)
                .neighbors(1)
                .build();
        return List.of(
                Arguments.of("views", new ViewsOptions(0.05, 3, new ExactMethod()), List.of(NETWORK)),
                Arguments.of("weighted", PATCH_CORE, List.of(NETWORK)),
                Arguments.of("authors", authors, List.of(NETWORK)),
                Arguments.of("padim", new PadimOptions(40), List.of(NETWORK)),
                Arguments.of("subspace", SubspaceOptions.DEFAULT, List.of(NETWORK)),
                Arguments.of("anomalydino", new AnomalyDinoOptions(0.05, new ExactMethod()), List.of(NETWORK)),
                Arguments.of("mhpatchcore", MhPatchCoreOptions.DEFAULT, List.of(NETWORK)),
                Arguments.of("softpatch", SoftPatchOptions.DEFAULT, List.of(NETWORK)),
                Arguments.of("ensemble", PATCH_CORE, List.of(NETWORK, new Network(GRAPH, List.of("layer1")))));
    }

    private static Path fit(final String name, final DetectorOptions detector, final List<Network> networks) {
        final Path file = folder.resolve(name + ".blemish");
        new ModelTrainer(networks, options(detector, Preprocessing.squash(SIDE)))
                .fit(dataset.trainingPictures(), file, Progress.SILENT);
        return file;
    }

    /** The model of the method {@code weighted}, which several tests share. */
    private static Path patchCore() {
        final Path file = folder.resolve("weighted.blemish");
        return Files.exists(file) ? file : fit("weighted", PATCH_CORE, List.of(NETWORK));
    }

    private static ModelOptions options(final DetectorOptions detector, final Preprocessing preprocessing) {
        return ModelOptions.builder()
                .detector(detector)
                .preprocessing(preprocessing)
                .threads(2)
                .build();
    }

    private static ModelExport export(final Path model) {
        return new ModelExport(model, OpenOptions.DEFAULT.withThreads(2));
    }

    private static List<Picture> pictures() {
        return dataset.test().stream()
                .map(sample -> Picture.of(sample.picture()))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("methods")
    void aGraphJudgesAsItsModelDoes(final String name, final DetectorOptions detector, final List<Network> networks)
            throws IOException, OrtException {
        final Path file = name.equals("weighted") ? patchCore() : fit(name, detector, networks);
        final Path target = folder.resolve(name + ".onnx");
        final CheckSummary summary = export(file).write(target, FLOATS, pictures(), Progress.SILENT);
        assertThat(summary.pictures()).isEqualTo(pictures().size());
        assertThat(summary.source()).isEqualTo(PictureOrigin.GIVEN);
        assertThat(summary.scoreDifference()).isLessThan(1e-5);
        assertThat(summary.mapDifference()).isLessThan(1e-5);
        try (Model model = Model.open(file)) {
            compareWithoutThisLibrary(model, target);
        }
    }

    @Test
    void aMaskIsPartOfTheGraph() throws IOException, OrtException {
        final Optional<InspectionMask> left = Optional.of(new InspectionMask(2, 1, List.of(0, 1, 1)));
        final Path file = folder.resolve("masked.blemish");
        final Path target = folder.resolve("masked.onnx");
        new ModelTrainer(
                        List.of(NETWORK),
                        options(PATCH_CORE, Preprocessing.squash(SIDE).withMask(left)))
                .fit(dataset.trainingPictures(), file, Progress.SILENT);
        export(file).write(target, FLOATS, pictures(), Progress.SILENT);
        try (Model model = Model.open(file)) {
            compareWithoutThisLibrary(model, target);
        }
    }

    /** All pictures in one run, from files to the verdicts. */
    private static void compareWithoutThisLibrary(final Model model, final Path target)
            throws IOException, OrtException {
        final List<Prediction> expected =
                pictures().stream().map(model::predict).toList();
        final OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(target.toString());
                OnnxTensor input =
                        OnnxTensor.createTensor(environment, pixels(), new long[] {expected.size(), 3, SIDE, SIDE});
                OrtSession.Result result = session.run(Map.of("pictures", input))) {
            final float[] scores = (float[]) result.get("score").orElseThrow().getValue();
            final long[] verdicts = (long[]) result.get("verdict").orElseThrow().getValue();
            final float[][][] maps =
                    (float[][][]) result.get("map").orElseThrow().getValue();
            final Map<String, String> notes = session.getMetadata().getCustomMetadata();
            final String[] names = notes.getOrDefault("verdicts", "").split(",", -1);
            assertThat(Float.parseFloat(notes.getOrDefault("threshold", "")))
                    .isEqualTo(model.calibration().threshold());
            for (int i = 0; i < scores.length; i++) {
                final float score = expected.get(i).score();
                assertThat(scores[i]).isCloseTo(score, within(1e-5f * score));
                assertThat(names[(int) verdicts[i]])
                        .isEqualTo(expected.get(i).verdict().word());
                final float peak = expected.get(i).map().peak();
                float apart = 0;
                for (int p = 0; p < SIDE * SIDE; p++) {
                    apart = Math.max(
                            apart,
                            Math.abs(maps[i][p / SIDE][p % SIDE]
                                    - expected.get(i).map().values()[p]));
                }
                assertThat(apart).isLessThan(1e-5f * peak);
            }
        }
    }

    @Test
    void weightsInHalfPrecisionTakeHalfTheRoom() throws IOException {
        final Path file = patchCore();
        final Path target = folder.resolve("half.onnx");
        final CheckSummary summary =
                export(file).write(target, new ExportOptions(GraphPixels.UINT8, true), List.of(), Progress.SILENT);
        assertThat(summary.source()).isEqualTo(PictureOrigin.MADE_UP);
        assertThat(summary.scoreDifference()).isBetween(1e-6, 5e-3);
        export(file).write(folder.resolve("single.onnx"), ExportOptions.DEFAULT, pictures(), Progress.SILENT);
        assertThat(Files.size(target)).isLessThan(Files.size(folder.resolve("single.onnx")) * 6 / 10);
        assertThat(export(file).check(target, pictures(), Progress.SILENT).scoreDifference())
                .isBetween(1e-6, 5e-3);
    }

    @Test
    void aNetworkOfIntegersIsExportedAsItIs() {
        final Network integers = new Network(GRAPH, List.of("layer2"))
                .toInt8(dataset.trainingPictures(), Preprocessing.squash(SIDE), Progress.SILENT);
        final Path file = fit("integers", PATCH_CORE, List.of(integers));
        assertThat(export(file)
                        .write(folder.resolve("integers.onnx"), FLOATS, pictures(), Progress.SILENT)
                        .scoreDifference())
                .isLessThan(1e-5);
    }

    @Test
    void aGraphThatIsNotTheModelsIsRefused() throws IOException {
        final Path file = patchCore();
        final Path other = folder.resolve("other.blemish");
        ThresholdChange.write(file, other, before -> before.at(9), "a test", Optional.empty(), Instant.EPOCH);
        final Path target = folder.resolve("own.onnx");
        export(file).write(target, FLOATS, List.of(), Progress.SILENT);
        refused(export(other), target, "was written from another model than " + other);
        final byte[] bytes = Files.readAllBytes(target);
        refused(
                export(file),
                Files.write(folder.resolve("cut.onnx"), Arrays.copyOf(bytes, bytes.length / 2)),
                "is damaged, cut short or not an ONNX file");
        refused(
                export(file),
                Files.write(folder.resolve("network.onnx"), GRAPH.toBytes()),
                "is not a graph of a whole model");
        refused(export(file), folder.resolve("none.onnx"), "is not there");
        refused(
                export(file),
                Files.write(folder.resolve("changed.onnx"), withoutBank(target)),
                "does not judge as the model does");
        assertThat(export(file).check(target, pictures(), Progress.SILENT).pictures())
                .isEqualTo(pictures().size());
    }

    private static void refused(final ModelExport export, final Path graph, final String why) {
        assertThatThrownBy(() -> export.check(graph, pictures(), Progress.SILENT))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining(why);
    }

    /** The largest constant with two axes is the memory bank; here it holds nothing but zeros. */
    private static byte[] withoutBank(final Path file) throws IOException {
        final OnnxGraph graph = OnnxGraph.read(file);
        final Constant bank = graph.constants().stream()
                .filter(constant -> constant.shape().size() == 2)
                .max(Comparator.comparingLong(constant -> constant.bytes().remaining()))
                .orElseThrow();
        final GraphBuilder changed = graph.toBuilder().withoutConstants();
        graph.constants().stream()
                .map(constant -> constant.name().equals(bank.name())
                        ? Constant.floats(bank.name(), bank.shape(), new float[bank.floats().length])
                        : constant)
                .forEach(changed::constant);
        return changed.build().toBytes();
    }

    @Test
    void whatCannotBeAGraphIsRefusedInASentence() {
        final Path target = folder.resolve("refused.onnx");
        final Path gallery = fit("gallery", new SpadeOptions(3), List.of(NETWORK));
        assertThatThrownBy(() -> export(gallery).write(target, FLOATS, List.of(), Progress.SILENT))
                .isInstanceOfSatisfying(
                        BlemishException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_NOT_EXPORTABLE))
                .hasMessageContaining("'spade' cannot be written as one graph");
        assertThat(target).doesNotExist();
    }

    @Test
    void aGraphTakesPicturesOfTheTrainingPicturesProportions() {
        final Path file = folder.resolve("free.blemish");
        new ModelTrainer(
                        List.of(NETWORK),
                        options(
                                PATCH_CORE,
                                new Preprocessing(
                                        Preprocessing.Resize.SHORTER_SIDE,
                                        SIDE,
                                        OptionalInt.empty(),
                                        Normalization.IMAGENET)))
                .fit(dataset.trainingPictures(), file, Progress.SILENT);
        final Path target = folder.resolve("free.onnx");
        final Picture wide = Picture.of("wide", new RgbImage(2 * SIDE, SIDE, new byte[3 * 2 * SIDE * SIDE]));
        assertThatThrownBy(() -> export(file).write(target, FLOATS, List.of(wide), Progress.SILENT))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("becomes an input of 192x96 and the graph takes 96x96");
        assertThat(target).doesNotExist();
        assertThat(export(file)
                        .write(target, FLOATS, pictures(), Progress.SILENT)
                        .scoreDifference())
                .isLessThan(1e-5);
    }

    private static FloatBuffer pixels() throws IOException {
        final List<Path> files = dataset.test().stream().map(Sample::picture).toList();
        final FloatBuffer pixels = FloatBuffer.allocate(files.size() * 3 * SIDE * SIDE);
        for (final Path file : files) {
            final BufferedImage image = ImageIO.read(file.toFile());
            for (int shift = 16; shift >= 0; shift -= 8) {
                for (int y = 0; y < SIDE; y++) {
                    for (int x = 0; x < SIDE; x++) {
                        pixels.put(((image.getRGB(x, y) >> shift) & 0xff) / 255f);
                    }
                }
            }
        }
        return pixels.flip();
    }
}
