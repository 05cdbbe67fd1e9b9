package io.blemish.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.ErrorCode;
import io.blemish.OptionException;
import io.blemish.dataset.Dataset;
import io.blemish.dataset.generator.GeneratedPlates;
import io.blemish.detector.DetectorOptions;
import io.blemish.detector.anomalydino.AnomalyDinoOptions;
import io.blemish.detector.mhpatchcore.MhPatchCoreOptions;
import io.blemish.detector.padim.PadimOptions;
import io.blemish.detector.patchcore.PatchCoreOptions;
import io.blemish.detector.rad.RadOptions;
import io.blemish.detector.softpatch.SoftPatchOptions;
import io.blemish.detector.spade.SpadeOptions;
import io.blemish.detector.subspace.SubspaceOptions;
import io.blemish.detector.views.ViewsOptions;
import io.blemish.evaluation.Evaluation;
import io.blemish.evaluation.Evaluator;
import io.blemish.image.Preprocessing;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import io.blemish.search.exact.ExactMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("long")
class MethodsTest {
    private static final ModelOptions SMALL = ModelOptions.builder()
            .detector(PatchCoreOptions.builder().coreset(0.05).build())
            .preprocessing(Preprocessing.squash(64))
            .threads(2)
            .build();

    @TempDir
    private static Path folder;

    private static Dataset dataset;

    @BeforeAll
    static void generate() {
        dataset = GeneratedPlates.in(folder, 64, 12, 4, 2);
    }

    static List<DetectorOptions> methods() {
        return List.of(
                new ViewsOptions(0.05, 3, new ExactMethod()),
                SMALL.detector(),
                new PadimOptions(40),
                new SpadeOptions(3),
                SubspaceOptions.DEFAULT,
                new RadOptions(5, 1),
                new AnomalyDinoOptions(0.2, new ExactMethod()),
                MhPatchCoreOptions.DEFAULT,
                SoftPatchOptions.DEFAULT);
    }

    @ParameterizedTest
    @MethodSource("methods")
    @Tag("long")
    void aModelDoesBetterThanChanceAndIsTheSameAgain(final DetectorOptions method) throws IOException {
        final Path file = folder.resolve(method.type() + ".blemish");
        final Path again = folder.resolve(method.type() + "-again.blemish");
        final FitSummary summary = new ModelTrainer(
                        SMALL.toBuilder().detector(method).build())
                .fit(dataset.trainingPictures(), file, Progress.SILENT);
        new ModelTrainer(SMALL.toBuilder().detector(method).threads(1).build())
                .fit(dataset.trainingPictures(), again, Progress.SILENT);
        assertThat(summary.pictures()).isEqualTo(12);
        assertThat(Files.mismatch(file, again)).as("one thread or two").isEqualTo(-1);
        assertThat(ModelContents.read(file).intact()).isTrue();
        try (Model model = Model.open(file, OpenOptions.DEFAULT.withThreads(1));
                Model parallel = Model.open(file, OpenOptions.DEFAULT.withThreads(3));
                Workers workers = new Workers(2);
                Evaluation evaluation = new Evaluator(model, "model", workers).evaluate(dataset, Progress.SILENT)) {
            assertThat(evaluation.failures()).isEmpty();
            assertThat(evaluation.image().auroc().orElseThrow()).isGreaterThan(0.5);
            assertThat(evaluation.pixel().orElseThrow().auroc().orElseThrow()).isGreaterThan(0.7);
            final Path picture = dataset.test().get(0).picture();
            assertThat(parallel.predict(picture).map().values())
                    .isEqualTo(model.predict(picture).map().values());
        }
    }

    @Test
    void padimsScoreIsItsMapsPeak() {
        final Path file = folder.resolve("peak.blemish");
        new ModelTrainer(SMALL.toBuilder().detector(new PadimOptions(20)).build())
                .fit(dataset.trainingPictures(), file, Progress.SILENT);
        try (Model model = Model.open(file)) {
            final var prediction = model.predict(dataset.test().get(0).picture());
            assertThat(prediction.score()).isEqualTo(prediction.map().peak());
        }
    }

    @Test
    void moreChannelsThanThereAreAreRefused() {
        final ModelTrainer fit = new ModelTrainer(
                SMALL.toBuilder().detector(new PadimOptions(100_000)).build());
        assertThatThrownBy(() -> fit.fit(dataset.trainingPictures(), folder.resolve("never.blemish"), Progress.SILENT))
                .isInstanceOfSatisfying(
                        OptionException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OPTION_TOO_MANY_CHANNELS))
                .hasMessageContaining("100000");
        assertThat(folder.resolve("never.blemish")).doesNotExist();
    }
}
