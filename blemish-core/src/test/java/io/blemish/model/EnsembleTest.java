package io.blemish.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.blemish.BlemishException;
import io.blemish.backbone.BackboneGraph;
import io.blemish.dataset.Dataset;
import io.blemish.dataset.DatasetOptions;
import io.blemish.dataset.Datasets;
import io.blemish.dataset.Sample;
import io.blemish.dataset.generator.GeneratorOptions;
import io.blemish.dataset.generator.PartGenerator;
import io.blemish.dataset.generator.PartKind;
import io.blemish.detector.PatchScores;
import io.blemish.detector.ensemble.Ensemble;
import io.blemish.detector.ensemble.EnsembleDescription;
import io.blemish.detector.padim.PadimOptions;
import io.blemish.detector.patchcore.PatchCoreOptions;
import io.blemish.embedding.Embedding;
import io.blemish.image.Preprocessing;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import io.blemish.prediction.Prediction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two networks: the embedded one's layers 2 and 3 at one stride, and its layer 1 at half of it. */
class EnsembleTest {
    private static final BackboneGraph GRAPH = BackboneGraph.embedded();
    private static final List<Network> NETWORKS =
            List.of(new Network(GRAPH, List.of("layer2", "layer3")), new Network(GRAPH, List.of("layer1")));

    @TempDir
    private static Path folder;

    private static Dataset dataset;
    private static Path file;
    private static FitSummary summary;

    @BeforeAll
    static void fit() {
        try (Workers workers = new Workers(2)) {
            PartGenerator.generate(
                    folder.resolve("data"),
                    GeneratorOptions.DEFAULT
                            .withKinds(List.of(PartKind.PLATE))
                            .withSize(96)
                            .withCounts(10, 2, 1),
                    workers,
                    Progress.SILENT);
        }
        dataset = Datasets.open(folder.resolve("data/plate"), DatasetOptions.DEFAULT);
        file = folder.resolve("two.blemish");
        summary = new ModelTrainer(NETWORKS, options(true, 2)).fit(dataset.trainingPictures(), file, Progress.SILENT);
    }

    private static ModelOptions options(final boolean embedBackbone, final int threads) {
        return ModelOptions.builder()
                .detector(PatchCoreOptions.builder()
                        .embedding(new Embedding.Adaptive(64, 32))
                        .coreset(0.05)
                        .neighbors(1)
                        .build())
                .preprocessing(Preprocessing.squash(96))
                .embedBackbone(embedBackbone)
                .threads(threads)
                .build();
    }

    @Test
    void itsScoreAndMapAreTheMeanOfBothInUnitsOfGoodPictures() {
        final Path coarse = folder.resolve("coarse.blemish");
        final Path fine = folder.resolve("fine.blemish");
        final FitSummary first = new ModelTrainer(NETWORKS.subList(0, 1), options(true, 2))
                .fit(dataset.trainingPictures(), coarse, Progress.SILENT);
        final FitSummary second = new ModelTrainer(NETWORKS.subList(1, 2), options(true, 2))
                .fit(dataset.trainingPictures(), fine, Progress.SILENT);
        final double[] units = {
            mean(first.calibration().scores()), mean(second.calibration().scores())
        };
        assertThat(summary.bankSize()).isEqualTo(first.bankSize() + second.bankSize());
        try (Model both = Model.open(file);
                Model one = Model.open(coarse);
                Model other = Model.open(fine)) {
            for (final Sample sample : dataset.test()) {
                final Prediction together = both.predict(sample.picture());
                final Prediction a = one.predict(sample.picture());
                final Prediction b = other.predict(sample.picture());
                assertThat((double) together.score())
                        .isCloseTo((a.score() / units[0] + b.score() / units[1]) / 2, within(1e-5));
                // The coarse grid is upsampled twice, so single pixels may differ; the sums may not by much.
                double sum = 0;
                double expected = 0;
                for (int i = 0; i < together.map().values().length; i++) {
                    sum += together.map().values()[i];
                    expected += (a.map().values()[i] / units[0] + b.map().values()[i] / units[1]) / 2;
                }
                assertThat(sum / expected).isCloseTo(1, within(0.01));
            }
        }
    }

    @Test
    void aGoodPictureHasAScoreNearOne() {
        assertThat(mean(summary.calibration().scores())).isCloseTo(1, within(1e-6));
    }

    @Test
    void oneFileHoldsAllAndIsTheSameAgain() throws IOException {
        final Path again = folder.resolve("again.blemish");
        new ModelTrainer(NETWORKS, options(true, 1)).fit(dataset.trainingPictures(), again, Progress.SILENT);
        assertThat(Files.mismatch(file, again)).isEqualTo(-1);
        final ModelContents contents = ModelContents.read(file);
        assertThat(contents.intact()).isTrue();
        assertThat(contents.entries())
                .containsKeys(
                        "networks/0/backbone.onnx",
                        "networks/0/bank.npy",
                        "networks/1/backbone.onnx",
                        "networks/1/search/axes.npy")
                .doesNotContainKey("bank.npy");
        assertThat(contents.description().formatVersion()).isEqualTo(2);
        assertThat(contents.description().backbone().layers()).containsExactly("0.layer2", "0.layer3", "1.layer1");
        assertThat(((EnsembleDescription) contents.description().detector()).members())
                .hasSize(2);
    }

    @Test
    void withoutItsNetworksItOpensWithBothInTheirOrder() {
        final Path bare = folder.resolve("bare.blemish");
        final ModelTrainer fit = new ModelTrainer(NETWORKS, options(false, 2));
        fit.fit(dataset.trainingPictures(), bare, Progress.SILENT);
        final Path picture = dataset.test().get(0).picture();
        try (Model complete = Model.open(file);
                Model opened =
                        Model.open(bare, OpenOptions.DEFAULT.withThreads(1).withBackbones(fit.graphs()))) {
            assertThat(opened.predict(picture).score())
                    .isEqualTo(complete.predict(picture).score());
        }
        final List<BackboneGraph> swapped =
                List.of(fit.graphs().get(1), fit.graphs().get(0));
        assertThatThrownBy(() ->
                        Model.open(bare, OpenOptions.DEFAULT.withThreads(1).withBackbones(swapped)))
                .isInstanceOf(BlemishException.class);
    }

    @Test
    void aSingleNetworkKeepsTheFormatThatOlderSoftwareReads() {
        final Path single = folder.resolve("single.blemish");
        new ModelTrainer(NETWORKS.subList(0, 1), options(true, 2))
                .fit(dataset.trainingPictures(), single, Progress.SILENT);
        assertThat(ModelContents.read(single).description().formatVersion()).isEqualTo(1);
        assertThat(ModelContents.read(single).entries()).containsKeys("backbone.onnx", "bank.npy");
    }

    @Test
    void otherMethodsTakeOneNetwork() {
        final ModelOptions padim =
                options(true, 1).toBuilder().detector(new PadimOptions(5)).build();
        assertThatThrownBy(() -> new ModelTrainer(NETWORKS, padim))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("padim")
                .hasMessageContaining("one network");
    }

    @Test
    void gridsOfOneSizeAreAveragedPatchByPatch() {
        final PatchScores a = new PatchScores(4, 1, 2, new float[] {4, 2}, new int[2]);
        final PatchScores b = new PatchScores(3, 1, 2, new float[] {0, 3}, new int[2]);
        final PatchScores mean = Ensemble.mean(List.of(a, b), new double[] {2, 0.5});
        assertThat(mean.distances()).containsExactly((4f / 2 + 0) / 2, (2f / 2 + 6) / 2);
        assertThat(mean.score()).isEqualTo((2f + 6) / 2);
        assertThat(Ensemble.mean(List.of(a), new double[] {2})).isSameAs(a);
    }

    @Test
    void aTrainingPictureThatCannotBeReadIsLeftOutOfBoth() throws IOException {
        final Path copy = folder.resolve("holes");
        try (var all = Files.walk(dataset.root())) {
            for (final Path path : all.toList()) {
                final Path target = copy.resolve(dataset.root().relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
        Files.writeString(copy.resolve("train/good/003.png"), "no picture");
        final Path holes = folder.resolve("holes.blemish");
        final FitSummary fitted = new ModelTrainer(NETWORKS, options(true, 2))
                .fit(Datasets.open(copy, DatasetOptions.DEFAULT).trainingPictures(), holes, Progress.SILENT);
        assertThat(fitted.failures()).hasSize(1);
        assertThat(fitted.pictures()).isEqualTo(9);
        try (Model model = Model.open(holes, OpenOptions.DEFAULT.withThreads(1))) {
            assertThat(model.predict(dataset.test().get(0).picture()).score()).isPositive();
        }
    }

    private static double mean(final float[] values) {
        double sum = 0;
        for (final float value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
