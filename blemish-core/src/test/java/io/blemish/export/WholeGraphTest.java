package io.blemish.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.PictureException;
import io.blemish.SharedData;
import io.blemish.backbone.BackboneGraph;
import io.blemish.backbone.Device;
import io.blemish.backbone.Execution;
import io.blemish.backbone.Extraction;
import io.blemish.dataset.Dataset;
import io.blemish.dataset.DatasetOptions;
import io.blemish.dataset.Datasets;
import io.blemish.dataset.Sample;
import io.blemish.dataset.generator.GeneratedPlates;
import io.blemish.detector.DetectorOptions;
import io.blemish.detector.anomalydino.AnomalyDinoOptions;
import io.blemish.detector.padim.PadimOptions;
import io.blemish.detector.patchcore.PatchCoreOptions;
import io.blemish.detector.softpatch.SoftPatchOptions;
import io.blemish.detector.spade.SpadeOptions;
import io.blemish.detector.subspace.SubspaceOptions;
import io.blemish.detector.views.ViewsOptions;
import io.blemish.image.InspectionMask;
import io.blemish.image.Normalization;
import io.blemish.image.Picture;
import io.blemish.image.PictureSet;
import io.blemish.image.Preprocessing;
import io.blemish.image.RgbImage;
import io.blemish.image.Tiling;
import io.blemish.model.Model;
import io.blemish.model.ModelOptions;
import io.blemish.model.ModelTrainer;
import io.blemish.model.Network;
import io.blemish.model.OpenOptions;
import io.blemish.model.Outcome;
import io.blemish.parallel.Progress;
import io.blemish.prediction.Prediction;
import io.blemish.prediction.Region;
import io.blemish.search.exact.ExactMethod;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A model that is run as its own graph, beside the same model. */
class WholeGraphTest {
    private static final int SIDE = 96;
    private static final BackboneGraph GRAPH = BackboneGraph.embedded("efficientnet-lite0");
    private static final List<Network> NETWORK = List.of(new Network(GRAPH, BackboneGraph.DEFAULT_LAYERS));
    private static final PatchCoreOptions PATCH_CORE =
            PatchCoreOptions.builder().coreset(0.05).build();
    private static final Preprocessing SQUASHED = Preprocessing.squash(SIDE);

    @TempDir
    private static Path folder;

    private static Dataset dataset;
    private static Path patchCore;

    @BeforeAll
    static void generate() {
        dataset = GeneratedPlates.in(folder, SIDE, 10, 2, 1);
        patchCore = fit("patchcore", PATCH_CORE, NETWORK, SQUASHED);
    }

    private static Path fit(
            final String name,
            final DetectorOptions detector,
            final List<Network> networks,
            final Preprocessing preprocessing) {
        return fit(name, detector, networks, preprocessing, dataset.trainingPictures());
    }

    private static Path fit(
            final String name,
            final DetectorOptions detector,
            final List<Network> networks,
            final Preprocessing preprocessing,
            final PictureSet pictures) {
        final Path file = folder.resolve(name + ".blemish");
        new ModelTrainer(
                        networks,
                        ModelOptions.builder()
                                .detector(detector)
                                .preprocessing(preprocessing)
                                .threads(2)
                                .build())
                .fit(pictures, file, Progress.SILENT);
        return file;
    }

    private static List<Picture> pictures() {
        return dataset.test().stream()
                .map(sample -> Picture.of(sample.picture()))
                .toList();
    }

    private static Model open(final Path file) {
        return new ModelExport(file, OpenOptions.DEFAULT.withThreads(2)).openWholeGraph();
    }

    static List<Arguments> methods() {
        final Optional<InspectionMask> left = Optional.of(new InspectionMask(2, 1, List.of(0, 1, 1)));
        return List.of(
                Arguments.of("views", new ViewsOptions(0.05, 3, new ExactMethod()), NETWORK, SQUASHED),
                Arguments.of("masked", PATCH_CORE, NETWORK, SQUASHED.withMask(left)),
                Arguments.of("padim", new PadimOptions(40), NETWORK, SQUASHED),
                Arguments.of("subspace", SubspaceOptions.DEFAULT, NETWORK, SQUASHED),
                Arguments.of("anomalydino", new AnomalyDinoOptions(0.05, new ExactMethod()), NETWORK, SQUASHED),
                Arguments.of("softpatch", SoftPatchOptions.DEFAULT, NETWORK, SQUASHED),
                Arguments.of(
                        "ensemble",
                        PATCH_CORE,
                        List.of(NETWORK.get(0), new Network(GRAPH, List.of("layer1"))),
                        SQUASHED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("methods")
    @Tag("long")
    void eachMethodJudgesAsWithout(
            final String name,
            final DetectorOptions detector,
            final List<Network> networks,
            final Preprocessing preprocessing) {
        assertJudgesAlike(fit(name, detector, networks, preprocessing), pictures());
    }

    @Test
    void aVerdictIsThatOfTheModelWithItsEvidence() {
        assertThat(assertJudgesAlike(patchCore, pictures()))
                .as("regions with evidence")
                .isPositive();
    }

    static List<Arguments> realMethods() {
        return List.of(
                Arguments.of("tiles-views", ViewsOptions.DEFAULT),
                Arguments.of(
                        "tiles-patchcore",
                        PatchCoreOptions.builder().coreset(0.01).build()),
                Arguments.of("tiles-padim", new PadimOptions(100)));
    }

    /** Thirty good tiles to fit on; good ones and those of each defect to judge. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("realMethods")
    @Tag("long")
    void realPicturesHaveTheSameVerdicts(final String name, final DetectorOptions detector) {
        final Dataset tiles = Datasets.open(SharedData.require("data/mtd"), DatasetOptions.DEFAULT);
        final List<Picture> training = tiles.trainingPictures().pictures();
        final Path file = fit(
                name,
                detector,
                List.of(new Network(BackboneGraph.embedded(), BackboneGraph.DEFAULT_LAYERS)),
                Preprocessing.squash(128),
                new PictureSet("tiles", training.subList(0, 30)));
        final List<Sample> test = tiles.test();
        final List<Picture> judged = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            judged.add(Picture.of(test.get(i * test.size() / 40).picture()));
        }
        assertJudgesAlike(file, judged);
    }

    /** The number of regions with evidence. */
    private static int assertJudgesAlike(final Path file, final List<Picture> pictures) {
        int evidences = 0;
        try (Model own = Model.open(file, OpenOptions.DEFAULT.withThreads(2));
                Model whole = open(file)) {
            final List<Outcome> expected = own.predict(pictures);
            final List<Outcome> found = whole.predict(pictures);
            for (int i = 0; i < expected.size(); i++) {
                assertAlike(found.get(i).orElseThrow(), expected.get(i).orElseThrow());
                assertThat(found.get(i).observation().orElseThrow().appearance())
                        .usingRecursiveComparison()
                        .isEqualTo(expected.get(i).observation().orElseThrow().appearance());
                evidences += (int) found.get(i).orElseThrow().regions().stream()
                        .filter(region -> region.evidence().isPresent())
                        .count();
            }
        }
        return evidences;
    }

    private static void assertAlike(final Prediction found, final Prediction expected) {
        assertThat(found.verdict()).isEqualTo(expected.verdict());
        assertThat(found.score()).isCloseTo(expected.score(), within(1e-4f * expected.score()));
        assertThat(found.threshold()).isEqualTo(expected.threshold());
        final float[] map = expected.map().values();
        final float[] drawn = found.map().values();
        assertThat(drawn).hasSameSizeAs(map);
        float apart = 0;
        for (int i = 0; i < map.length; i++) {
            apart = Math.max(apart, Math.abs(drawn[i] - map[i]));
        }
        assertThat(apart).isLessThanOrEqualTo(1e-4f * expected.map().peak());
        assertThat(places(found)).isEqualTo(places(expected));
    }

    /** Where regions are, and what each was compared with. */
    private static List<String> places(final Prediction prediction) {
        return prediction.regions().stream().map(WholeGraphTest::place).toList();
    }

    private static String place(final Region region) {
        return region.x() + " " + region.y() + " " + region.width() + " " + region.height() + " "
                + region.evidence()
                        .map(known -> known.picture() + " " + known.x() + " " + known.y())
                        .orElse("");
    }

    @Test
    void picturesThatGoThroughItTogetherAreJudgedAsEachAlone() {
        final OpenOptions together = OpenOptions.DEFAULT.withExecution(
                new Execution(2, Device.CPU, true, pictures().size()));
        try (Model batches = new ModelExport(patchCore, together).openWholeGraph();
                Model one = open(patchCore)) {
            final List<Outcome> found = batches.predict(pictures());
            for (int i = 0; i < found.size(); i++) {
                assertAlike(found.get(i).orElseThrow(), one.predict(pictures().get(i)));
            }
        }
    }

    @Test
    void whatCannotBeAGraphIsRefusedAsByAnExport() {
        final Path gallery = fit("gallery", new SpadeOptions(3), NETWORK, SQUASHED);
        final Path tiled =
                fit("tiled", PATCH_CORE, NETWORK, Preprocessing.squash(64).withTiling(Optional.of(Tiling.of(64))));
        for (final Path file : List.of(gallery, tiled)) {
            assertThatThrownBy(() -> open(file))
                    .isInstanceOfSatisfying(
                            BlemishException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_NOT_EXPORTABLE))
                    .hasMessage(refusalOfExport(file));
        }
    }

    private static String refusalOfExport(final Path file) {
        try {
            new ModelExport(file, OpenOptions.DEFAULT)
                    .write(folder.resolve("refused.onnx"), ExportOptions.DEFAULT, List.of(), Progress.SILENT);
            return "it was exported";
        } catch (final BlemishException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void aPictureOfOtherProportionsIsRefusedAloneInASentence() {
        final Path file = fit(
                "free",
                PATCH_CORE,
                NETWORK,
                new Preprocessing(
                        Preprocessing.Resize.SHORTER_SIDE, SIDE, OptionalInt.empty(), Normalization.IMAGENET));
        final Picture wide = Picture.of("wide", new RgbImage(2 * SIDE, SIDE, new byte[3 * 2 * SIDE * SIDE]));
        try (Model whole = open(file)) {
            final List<Outcome> outcomes =
                    whole.predict(List.of(wide, pictures().get(0)));
            assertThatThrownBy(() -> outcomes.get(0).orElseThrow())
                    .isInstanceOfSatisfying(
                            BlemishException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PICTURE_UNSUITABLE))
                    .hasMessageContaining("Picture wide becomes an input of 192x96 and the graph takes 96x96");
            assertThat(outcomes.get(1).prediction()).isPresent();
        }
    }

    @Test
    void featuresFromElsewhereAreNotForAGraph() {
        try (Model whole = open(patchCore)) {
            assertThatThrownBy(() -> whole.predict(pictures(), some -> List.of(new Extraction.Failed(refusal()))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("takes pictures and no features");
        }
    }

    private static BlemishException refusal() {
        return new PictureException(ErrorCode.PICTURE_UNSUITABLE, "unused");
    }

    /** A graph that is unloaded while it runs ends the process, so this test either passes or takes its JVM with it. */
    @Test
    void closingWaitsForThoseWhoJudge() throws Exception {
        final int threads = 4;
        final Picture picture = pictures().get(0);
        final ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            final Model whole = open(patchCore);
            final float expected = whole.predict(picture).score();
            final CountDownLatch running = new CountDownLatch(threads);
            final List<Future<Integer>> judged = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                judged.add(executor.submit(() -> judgeUntilClosed(whole, picture, expected, running)));
            }
            running.await();
            whole.close();
            for (final Future<Integer> count : judged) {
                assertThat(count.get()).isPositive();
            }
            assertThatThrownBy(() -> whole.predict(picture))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed");
        } finally {
            executor.shutdown();
        }
    }

    private static int judgeUntilClosed(
            final Model model, final Picture picture, final float expected, final CountDownLatch running) {
        int count = 0;
        while (true) {
            try {
                assertThat(model.predict(picture).score()).isEqualTo(expected);
                if (count++ == 0) {
                    running.countDown();
                }
            } catch (final IllegalStateException closed) {
                return count;
            }
        }
    }
}
