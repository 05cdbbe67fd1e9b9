package io.blemish.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.PictureException;
import io.blemish.backbone.BackboneGraph;
import io.blemish.dataset.Dataset;
import io.blemish.dataset.DatasetOptions;
import io.blemish.dataset.Datasets;
import io.blemish.detector.DetectorOptions;
import io.blemish.detector.WorstShare;
import io.blemish.detector.padim.PadimOptions;
import io.blemish.detector.patchcore.PatchCoreOptions;
import io.blemish.detector.views.ViewsOptions;
import io.blemish.embedding.Embedding;
import io.blemish.image.Preprocessing;
import io.blemish.model.FitOrder;
import io.blemish.model.KeptEvidence;
import io.blemish.model.ModelOptions;
import io.blemish.model.ModelTrainer;
import io.blemish.model.Network;
import io.blemish.parallel.Progress;
import io.blemish.prediction.FalseAlarmLimit;
import io.blemish.search.hnsw.HnswMethod;
import io.blemish.search.ivfpq.IvfPqMethod;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line asks for is what Spark does. */
@Tag("long")
class FitProgramTest {
    private static final Network NETWORK =
            new Network(BackboneGraph.embedded("efficientnet-lite0"), BackboneGraph.DEFAULT_LAYERS);

    @TempDir
    private Path folder;

    @Test
    void partitionsStaySmallHoweverManyPicturesThereAre() {
        assertThat(FitProgram.partitions(1_000_000, 64)).isEqualTo(2000);
        assertThat(FitProgram.partitions(20_000, 64)).isEqualTo(3 * 64);
        assertThat(FitProgram.partitions(5, 64)).isEqualTo(5);
    }

    @Test
    void aFailureOfSparkIsToldByWhatATaskThrew() {
        final Exception lost = new SparkException(
                "Job aborted", new PictureException(ErrorCode.PICTURE_UNREADABLE, "a.png is cut off."));
        assertThat(FitProgram.reason(lost)).isEqualTo("a.png is cut off.");
        assertThat(FitProgram.reason(new SparkException("Job aborted", null)))
                .isEqualTo(
                        "The fit failed on the cluster, and no model was written: org.apache.spark.SparkException: Job aborted");
    }

    @Test
    void anOrderKeepsAllOptions() {
        for (final DetectorOptions detector : List.of(
                ViewsOptions.DEFAULT,
                new ViewsOptions(0.3, 5, new IvfPqMethod()).withImageScore(WorstShare.MAX),
                PatchCoreOptions.DEFAULT,
                new PatchCoreOptions(new Embedding.Adaptive(96, 32, 5), 0.2, 64, 3, 7, new HnswMethod(8, 50, 20, 4)))) {
            final ModelOptions options = new ModelOptions(
                    detector,
                    Preprocessing.PAPER,
                    3,
                    17,
                    4,
                    new FalseAlarmLimit(0.02, Optional.of(0.9)),
                    OptionalDouble.of(0.1),
                    false,
                    Optional.of(KeptEvidence.POSITIONS),
                    3);
            final FitOrder order = FitOrder.of("set", List.of(), List.of(NETWORK), options);
            assertThat(FitOrder.read(order.toJson())).isEqualTo(order);
            assertThat(FitOrder.read(order.toJson()).options()).isEqualTo(options);
        }
        final ModelOptions padim =
                ModelOptions.builder().detector(PadimOptions.DEFAULT).build();
        assertThatThrownBy(() -> FitOrder.of("set", List.of(), List.of(NETWORK), padim))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("Method padim cannot be fitted on several machines.");
        assertThatThrownBy(() -> FitOrder.of("set", List.of(), List.of(NETWORK, NETWORK), ModelOptions.DEFAULT))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("takes one network, not 2");
    }

    /** Two JVMs work, and one of them ends in the midst of the choice of a bank. */
    @Test
    void theFileIsThatOfTheCommandFitEvenIfAnExecutorIsLostOnTheWay() throws IOException {
        final Dataset plates = Datasets.open(Sparks.GOLDEN.resolve("plate"), DatasetOptions.DEFAULT);
        final ModelOptions options = ModelOptions.builder()
                .detector(PatchCoreOptions.builder().coreset(0.1).build())
                .preprocessing(Preprocessing.squash(64))
                .folds(2)
                .build();
        final Path here = folder.resolve("here.blemish");
        final Path there = folder.resolve("there.blemish");
        new ModelTrainer(List.of(NETWORK), options).fit(plates.trainingPictures(), here, Progress.SILENT);
        final FitOrder order = FitOrder.of(
                plates.trainingPictures().name(),
                plates.train().stream()
                        .map(sample -> new FitOrder.Source(
                                sample.id(), sample.picture().toAbsolutePath().toString()))
                        .toList(),
                List.of(NETWORK),
                options);
        final JavaSparkContext cluster =
                JavaSparkContext.fromSparkContext(Sparks.cluster().sparkContext());
        final AtomicInteger rounds = new AtomicInteger();
        FitProgram.fit(cluster, order, NETWORK, there.toString(), (stage, done, total) -> {
            if (stage.equals("coreset") && rounds.incrementAndGet() == 2) {
                kill(cluster);
            }
        });
        assertThat(rounds).as("the choice went on").hasValueGreaterThan(2);
        assertThat(there).hasSameBinaryContentAs(here);
    }

    /** Ends one of the executors. */
    private static void kill(final JavaSparkContext cluster) {
        final long executor = cluster.parallelize(List.of(1))
                .map(any -> ProcessHandle.current().pid())
                .first();
        assertThat(executor).isNotEqualTo(ProcessHandle.current().pid());
        assertThat(ProcessHandle.of(executor).orElseThrow().destroyForcibly()).isTrue();
    }
}
