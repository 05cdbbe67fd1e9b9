package io.blemish.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.BlemishException;
import io.blemish.alignment.AlignmentOptions;
import io.blemish.backbone.BackboneGraph;
import io.blemish.dataset.DatasetOptions;
import io.blemish.dataset.Datasets;
import io.blemish.detector.DetectorOptions;
import io.blemish.detector.anomalydino.AnomalyDinoOptions;
import io.blemish.detector.mhpatchcore.MhPatchCoreOptions;
import io.blemish.detector.patchcore.PatchCoreOptions;
import io.blemish.detector.rad.RadOptions;
import io.blemish.detector.softpatch.SoftPatchOptions;
import io.blemish.detector.subspace.SubspaceOptions;
import io.blemish.image.Preprocessing;
import io.blemish.parallel.Progress;
import io.blemish.prediction.Prediction;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A model whose values contradict each other is refused in words, or judges with finite scores; and it does either soon. */
@Tag("long")
class ForgedModelsTest {
    private static final Path GOLDEN = Path.of("src/test/resources/io/blemish/golden");

    /** Every so many of the forgeries are tried: all of them take minutes, and {@code -Dblemish.forgeries=1} tries them. */
    private static final int STRIDE = Integer.getInteger("blemish.forgeries", 11);

    /** Far more than any of these small models takes; only what would never end is ended by it. */
    private static final int MOST_SECONDS = 20;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "patchcore-exact",
                "patchcore-hnsw",
                "patchcore-ivfpq",
                "patchcore-adaptive",
                "padim",
                "spade",
                "ensemble",
                "int8"
            })
    void noForgeryFails(final String model) throws Exception {
        tryForgeries(GOLDEN.resolve(model + ".blemish"));
    }

    @Test
    void noForgeryOfAModelWithATemplateFails() throws Exception {
        final Path model = folder.resolve("aligned.blemish");
        fit(
                ModelOptions.builder()
                        .detector(PatchCoreOptions.DEFAULT)
                        .preprocessing(Preprocessing.squash(64))
                        .alignment(Optional.of(AlignmentOptions.FIRST))
                        .build(),
                model);
        tryForgeries(model);
    }

    static List<DetectorOptions> recent() {
        return List.of(
                SubspaceOptions.DEFAULT,
                new RadOptions(3, 1),
                AnomalyDinoOptions.DEFAULT,
                MhPatchCoreOptions.DEFAULT,
                SoftPatchOptions.DEFAULT);
    }

    /** There are no files of these by an earlier build. */
    @ParameterizedTest
    @MethodSource("recent")
    void noForgeryOfAModelThatWasJustFittedFails(final DetectorOptions detector) throws Exception {
        final Path model = folder.resolve("fitted.blemish");
        fit(
                ModelOptions.builder()
                        .detector(detector)
                        .preprocessing(Preprocessing.squash(64))
                        .build(),
                model);
        tryForgeries(model);
    }

    private static void fit(final ModelOptions options, final Path model) throws Exception {
        final byte[] graph;
        try (ZipFile golden = new ZipFile(GOLDEN.resolve("spade.blemish").toFile());
                InputStream in = golden.getInputStream(golden.getEntry("backbone.onnx"))) {
            graph = in.readAllBytes();
        }
        new ModelTrainer(
                        BackboneGraph.parse("exact", ByteBuffer.wrap(graph)),
                        options.detector().defaultLayers(),
                        options)
                .fit(
                        Datasets.open(GOLDEN.resolve("plate"), DatasetOptions.DEFAULT)
                                .trainingPictures(),
                        model,
                        Progress.SILENT);
    }

    private void tryForgeries(final Path model) throws Exception {
        final List<ForgedModels.Forgery> all = new ForgedModels(model).all();
        final List<String> failures = new ArrayList<>();
        int tried = 0;
        for (int i = 0; i < all.size(); i += STRIDE) {
            final ForgedModels.Forgery forgery = all.get(i);
            final Path file = folder.resolve("forged" + i + ".blemish");
            forgery.write(file);
            final String outcome = outcome(file);
            if (!outcome.isEmpty()) {
                failures.add(forgery + ": " + outcome);
            }
            tried++;
            Files.delete(file);
        }
        assertThat(failures).as("of %d forgeries", tried).isEmpty();
    }

    private static String outcome(final Path file) throws Exception {
        final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
            final Thread made = new Thread(task, "forgery");
            made.setDaemon(true);
            return made;
        });
        try {
            return thread.submit(() -> judged(file)).get(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (final TimeoutException e) {
            return "no end after " + MOST_SECONDS + " s";
        } finally {
            thread.shutdown();
        }
    }

    /** What went wrong; empty if the model was refused in words, or gave a verdict that can be one. */
    private static String judged(final Path file) {
        try (Model model = Model.open(file, OpenOptions.DEFAULT.withThreads(1))) {
            final Prediction prediction = model.predict(GOLDEN.resolve("plate/test/good/000.png"));
            return Float.isFinite(prediction.score())
                            && Float.isFinite(prediction.threshold())
                            && Float.isFinite(prediction.pixelThreshold())
                    ? ""
                    : "score " + prediction.score() + ", threshold " + prediction.threshold();
        } catch (final BlemishException e) {
            return e.getMessage() == null || e.getMessage().contains("\n") ? "message " + e.getMessage() : "";
        } catch (final RuntimeException | Error e) {
            final StackTraceElement at = e.getStackTrace().length == 0 ? null : e.getStackTrace()[0];
            return e + " at " + at;
        }
    }
}
