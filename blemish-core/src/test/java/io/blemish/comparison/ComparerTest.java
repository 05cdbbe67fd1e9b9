package io.blemish.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.backbone.Backbone;
import io.blemish.backbone.BackboneGraph;
import io.blemish.backbone.Execution;
import io.blemish.backbone.FeatureExtractor;
import io.blemish.backbone.FeatureSource;
import io.blemish.dataset.Dataset;
import io.blemish.dataset.DatasetOptions;
import io.blemish.dataset.Datasets;
import io.blemish.dataset.generator.GeneratedPlates;
import io.blemish.evaluation.Evaluation;
import io.blemish.evaluation.Evaluator;
import io.blemish.evaluation.MetricsFile;
import io.blemish.image.Preprocessing;
import io.blemish.model.Model;
import io.blemish.model.ModelOptions;
import io.blemish.model.ModelTrainer;
import io.blemish.model.OpenOptions;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparerTest {
    private static final int SIZE = 64;

    private static final ModelOptions OPTIONS = ModelOptions.builder()
            .preprocessing(Preprocessing.squash(SIZE))
            .threads(2)
            .build();

    @TempDir
    private static Path folder;

    private static Dataset dataset;

    @BeforeAll
    static void generate() {
        dataset = GeneratedPlates.in(folder, SIZE, 8, 4, 2);
    }

    @Test
    @Tag("long")
    void theFiguresAreThoseOfFitAndEvaluate() {
        final List<Comparison> soFar = new ArrayList<>();
        final Comparison comparison =
                compare(dataset, Optional.empty(), List.of(), soFar, "patchcore@10%", "patchcore@100%+ivfpq", "padim");
        assertThat(soFar).hasSize(3);
        assertThat(soFar.get(2)).isEqualTo(comparison);
        for (final Result result : comparison.results()) {
            final ModelOptions options = OPTIONS.toBuilder()
                    .detector(ComparedMethod.parse(result.method()).detector())
                    .build();
            final Path file = folder.resolve("model.blemish");
            fitToKnownFeatures(options, dataset, file);
            try (Model model = Model.open(file, OpenOptions.DEFAULT.withThreads(1));
                    Workers workers = new Workers(2);
                    Evaluation evaluation = new Evaluator(model, "", workers).evaluate(dataset, Progress.SILENT)) {
                final MetricsFile expected = MetricsFile.of(evaluation);
                assertThat(result.accuracy()).as(result.method()).isEqualTo(Result.Accuracy.of(expected));
                final Result.Cost cost = Objects.requireNonNull(result.cost());
                assertThat(cost.modelBytes()).isEqualTo(file.toFile().length());
                assertThat(cost.timed()).isGreaterThanOrEqualTo(50);
                assertThat(cost.pictureMillis()).isGreaterThan(cost.backboneMillis());
                assertThat(cost.fitSeconds()).isGreaterThan(cost.featureSeconds());
                assertThat(cost.fitPeakBytes()).isPositive();
            }
        }
    }

    /** As a comparison fits: only a fit from pictures records the score of a made-up one. */
    private static void fitToKnownFeatures(final ModelOptions options, final Dataset dataset, final Path file) {
        try (FeatureExtractor extractor = new FeatureExtractor(
                options.preprocessing(),
                List.of(Backbone.load(
                        BackboneGraph.embedded(), options.detector().defaultLayers(), Execution.cpu(1))))) {
            new ModelTrainer(options)
                    .fit(dataset.trainingPictures(), FeatureSource.reading(extractor, 1), file, Progress.SILENT);
        }
    }

    @Test
    @Tag("long")
    void theSameResultIsNotMadeTwiceAndAFailedOneIs() {
        final Comparison first = compare(dataset, Optional.empty(), List.of(), new ArrayList<>(), "padim");
        final Result made = first.results().get(0);
        final Result marked = new Result(made.key(), "marked", made.method(), null, made.accuracy(), made.cost());
        assertThat(compare(dataset, Optional.empty(), List.of(marked), new ArrayList<>(), "padim")
                        .results())
                .containsExactly(marked);
        final Result failed = Result.failed(made.key(), "marked", made.method(), "Why.");
        assertThat(compare(dataset, Optional.empty(), List.of(failed), new ArrayList<>(), "padim")
                        .results())
                .noneMatch(result -> result.backbone().equals("marked"))
                .allMatch(result -> result.failure() == null);
        final Dataset fewer = new Dataset(
                dataset.name(),
                dataset.root(),
                dataset.layout(),
                dataset.samples().subList(1, dataset.samples().size()));
        assertThat(compare(fewer, Optional.empty(), List.of(marked), new ArrayList<>(), "padim")
                        .results())
                .as("other pictures")
                .noneMatch(result -> result.backbone().equals("marked"));
    }

    @Test
    void aMethodThatFailsSaysSoAndTheOthersGoOn() {
        final Dataset two = new Dataset(
                dataset.name(),
                dataset.root(),
                dataset.layout(),
                Stream.concat(dataset.train().subList(0, 2).stream(), dataset.test().stream())
                        .toList());
        final Comparison comparison =
                compare(two, Optional.empty(), List.of(), new ArrayList<>(), "padim", "patchcore@10%");
        assertThat(comparison.results().get(0).failure()).contains("too few good pictures");
        assertThat(comparison.results().get(1).failure()).isNull();
        assertThat(comparison.results().get(1).accuracy()).isNotNull();
    }

    @Test
    void aLayerThatIsNotThereIsNamed() {
        final Comparison comparison =
                compare(dataset, Optional.of(List.of("layer7")), List.of(), new ArrayList<>(), "padim");
        assertThat(comparison.results().get(0).failure()).contains("layer7");
    }

    @Test
    void aPictureThatCannotBeReadIsCounted() throws IOException {
        final Path damaged = folder.resolve("damaged/plate");
        try (Stream<Path> files = Files.walk(folder.resolve("data/plate"))) {
            for (final Path file : files.toList()) {
                final Path copy = damaged.resolve(folder.resolve("data/plate").relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        Files.write(damaged.resolve("test/good/000.png"), new byte[] {1, 2, 3});
        final Comparison comparison = compare(
                Datasets.open(damaged, DatasetOptions.DEFAULT),
                Optional.empty(),
                List.of(),
                new ArrayList<>(),
                "patchcore@10%");
        final Result.Accuracy accuracy =
                Objects.requireNonNull(comparison.results().get(0).accuracy());
        assertThat(accuracy.failed()).isEqualTo(1);
        assertThat(accuracy.judged()).isEqualTo(dataset.test().size() - 1);
    }

    @Test
    void withoutTestPicturesThereIsNothingToCompare() {
        final Dataset train = new Dataset(dataset.name(), dataset.root(), dataset.layout(), dataset.train());
        assertThatThrownBy(() -> compare(train, Optional.empty(), List.of(), new ArrayList<>(), "padim"))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("0 to test on");
    }

    private static Comparison compare(
            final Dataset data,
            final Optional<List<String>> layers,
            final List<Result> earlier,
            final List<Comparison> soFar,
            final String... methods) {
        return new Comparer(data, OPTIONS, Execution.cpu(1), layers, what -> {}, Progress.SILENT)
                .compare(
                        List.of(BackboneGraph.embedded()),
                        Stream.of(methods).map(ComparedMethod::parse).toList(),
                        earlier,
                        soFar::add);
    }
}
