package io.blemish.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.artifact.ArtifactWriter;
import io.blemish.artifact.Json;
import io.blemish.backbone.BackboneGraph;
import io.blemish.backbone.Execution;
import io.blemish.backbone.FeatureExtractor;
import io.blemish.backbone.FeatureSource;
import io.blemish.backbone.OpenSessions;
import io.blemish.dataset.Dataset;
import io.blemish.dataset.DatasetOptions;
import io.blemish.dataset.Datasets;
import io.blemish.evaluation.Evaluator;
import io.blemish.image.Picture;
import io.blemish.image.PictureSet;
import io.blemish.image.Preprocessing;
import io.blemish.parallel.Cancellation;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import io.blemish.prediction.Prediction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How models are used by many threads, closed, and how long work on them is stopped. */
class ModelLifeTest {
    private static final Path GOLDEN = Path.of("src/test/resources/io/blemish/golden");

    @TempDir
    private Path folder;

    private static Path model() {
        return GOLDEN.resolve("ensemble.blemish");
    }

    private static Picture picture(final String name) {
        return Picture.of(name, GOLDEN.resolve("plate/test").resolve(name));
    }

    private static Dataset plates() {
        return Datasets.open(GOLDEN.resolve("plate"), DatasetOptions.DEFAULT);
    }

    @Test
    void aPictureIsJudgedAlikeAloneWithOthersAndOnAnotherThread() throws Exception {
        final List<Picture> pictures = List.of(
                picture("dent/000.png"), picture("not/there.png"), picture("good/000.png"), picture("stain/000.png"));
        final ExecutorService executor = Executors.newSingleThreadExecutor();
        try (Model model = Model.open(model())) {
            final List<Outcome> together = model.predict(pictures);
            final List<Outcome> elsewhere =
                    model.predictAsync(pictures, executor).get();
            assertThat(together.get(1)).isInstanceOf(Outcome.Refused.class);
            assertThatThrownBy(() -> together.get(1).orElseThrow()).hasMessageContaining("there.png");
            for (final int i : new int[] {0, 2, 3}) {
                final Prediction alone = model.predict(pictures.get(i));
                assertThat(together.get(i).orElseThrow().map().values())
                        .isEqualTo(alone.map().values());
                assertThat(elsewhere.get(i).orElseThrow().score()).isEqualTo(alone.score());
                assertThat(((Outcome.Judged) together.get(i)).times().total()).isPositive();
            }
        } finally {
            executor.shutdown();
        }
    }

    /** Networks that are unloaded while they run end the process, so this test either passes or takes its JVM with it. */
    @Test
    void closingWaitsForThoseWhoJudgeAndRefusesThoseWhoComeLater() throws Exception {
        final int threads = 8;
        final Picture dent = picture("dent/000.png");
        final ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            for (int round = 0; round < 10; round++) {
                final Model model = Model.open(model(), OpenOptions.DEFAULT.withThreads(1));
                final float expected = model.predict(dent).score();
                final CountDownLatch running = new CountDownLatch(threads);
                final List<Future<Integer>> judged = new ArrayList<>();
                for (int t = 0; t < threads; t++) {
                    judged.add(executor.submit(() -> judgeUntilClosed(model, dent, expected, running)));
                }
                running.await();
                model.close();
                model.close();
                for (final Future<Integer> count : judged) {
                    assertThat(count.get()).isPositive();
                }
                assertThatThrownBy(() -> model.predict(dent))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("closed");
            }
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

    @ParameterizedTest
    @ValueSource(strings = {"embedding", "coreset", "calibration"})
    void aCancelledFitLeavesNothingBehind(final String stage) throws IOException {
        final Path file = folder.resolve("never.blemish");
        final Set<Path> before = temporaryFiles();
        final Cancellation cancellation = new Cancellation();
        final Progress progress = cancellation.progress((name, done, total) -> {
            if (name.equals(stage)) {
                cancellation.cancel();
            }
        });
        final ModelOptions options = ModelOptions.builder()
                .preprocessing(Preprocessing.squash(64))
                .threads(2)
                .build();
        final PictureSet good = plates().trainingPictures();
        assertThatThrownBy(() -> new ModelTrainer(options).fit(good, file, progress))
                .isInstanceOf(CancellationException.class);
        assertThat(folder).isEmptyDirectory();
        assertThat(temporaryFiles()).isEqualTo(before);
    }

    @Test
    void aCancelledEvaluationLeavesNothingBehind() throws IOException {
        final Set<Path> before = temporaryFiles();
        final Cancellation cancellation = new Cancellation();
        final Progress progress = cancellation.progress((name, done, total) -> cancellation.cancel());
        try (Model model = Model.open(model(), OpenOptions.DEFAULT.withThreads(1));
                Workers workers = new Workers(2)) {
            assertThatThrownBy(() -> new Evaluator(model, "plate", workers).evaluate(plates(), progress))
                    .isInstanceOf(CancellationException.class);
            assertThat(model.predict(picture("dent/000.png")).score()).isPositive();
        }
        assertThat(temporaryFiles()).isEqualTo(before);
    }

    private static Set<Path> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            final Set<Path> ours = ConcurrentHashMap.newKeySet();
            files.filter(file -> file.getFileName().toString().startsWith("blemish"))
                    .forEach(ours::add);
            return ours;
        }
    }

    @Test
    void aFitAsksForEachPictureOnce() {
        final AtomicInteger decoded = new AtomicInteger();
        final PictureSet good = plates().trainingPictures();
        final ModelOptions options = ModelOptions.builder()
                .preprocessing(Preprocessing.squash(64))
                .threads(1)
                .build();
        final Network network = new Network(BackboneGraph.embedded(), BackboneGraph.DEFAULT_LAYERS);
        try (FeatureExtractor extractor =
                new FeatureExtractor(options.preprocessing(), Network.load(List.of(network.cut()), Execution.cpu(1)))) {
            final FeatureSource source = FeatureSource.reading(extractor, 3);
            new ModelTrainer(options)
                    .fit(
                            good,
                            pictures -> {
                                decoded.addAndGet(pictures.size());
                                return source.features(pictures);
                            },
                            folder.resolve("once.blemish"),
                            Progress.SILENT);
        }
        assertThat(decoded.get()).isEqualTo(good.size());
    }

    @Test
    void aModelWhoseSecondNetworkIsDamagedLeavesNoSessionOpen() throws IOException {
        final Path damaged = folder.resolve("damaged.blemish");
        try (ModelFile whole = ModelFile.open(model());
                ArtifactWriter writer = new ArtifactWriter(damaged)) {
            for (final String name : whole.description().entries().keySet()) {
                writer.bytes(
                        name,
                        name.equals("networks/1/backbone.onnx")
                                ? new byte[] {1, 2, 3}
                                : whole.entries().verified(name));
            }
            final ModelDescription d = whole.description();
            final ModelDescription described = new ModelDescription(
                    d.formatVersion(),
                    d.software(),
                    d.detector(),
                    d.backbone(),
                    d.preprocessing(),
                    d.sigma(),
                    d.training(),
                    writer.entries());
            writer.finish(ModelFile.DESCRIPTION, Json.document(described));
        }
        final int before = OpenSessions.count();
        assertThatThrownBy(() -> Model.open(damaged)).isInstanceOf(BlemishException.class);
        assertThat(OpenSessions.count()).isEqualTo(before);
        try (Model model = Model.open(model())) {
            assertThat(OpenSessions.count()).isEqualTo(before + 2);
            assertThat(model.predict(picture("dent/000.png")).score()).isPositive();
        }
        assertThat(OpenSessions.count()).isEqualTo(before);
    }
}
