package io.blemish.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.backbone.BackboneGraph;
import io.blemish.backbone.Execution;
import io.blemish.detector.patchcore.PatchCoreOptions;
import io.blemish.image.Picture;
import io.blemish.image.PictureSet;
import io.blemish.image.Preprocessing;
import io.blemish.image.RgbImage;
import io.blemish.model.Model;
import io.blemish.model.ModelOptions;
import io.blemish.model.ModelTrainer;
import io.blemish.model.Network;
import io.blemish.model.TuningRecord;
import io.blemish.model.TuningRecord.Evidence;
import io.blemish.onnx.Constant;
import io.blemish.onnx.DataType;
import io.blemish.onnx.GraphBuilder;
import io.blemish.onnx.Node;
import io.blemish.parallel.Cancellation;
import io.blemish.parallel.Progress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network with two layers, of which one sees the picture and the other nothing. */
class TunerTest {
    private static final int SIDE = 48;
    private static final String BLIND = "blind";
    private static final String SEEING = "seeing";

    private static final ModelOptions OPTIONS = ModelOptions.builder()
            .preprocessing(Preprocessing.squash(SIDE))
            .detector(PatchCoreOptions.DEFAULT.toBuilder().coreset(0.2).build())
            .threads(2)
            .build();

    @TempDir
    private Path folder;

    @Test
    void aLayerThatSeesDefectsIsTakenInsteadOfOneThatDoesNot() {
        final Tuner.Result result = tune(BLIND, Set.of(Setting.LAYERS), List.of(), Duration.ofHours(1));
        assertThat(result.choice().network().layers()).contains(SEEING);
        final TuningRecord record = result.record();
        assertThat(record.evidence()).isEqualTo(Evidence.MADE_DEFECTS);
        assertThat(record.goodPictures()).isEqualTo(18);
        assertThat(record.defects()).isEqualTo(72);
        assertThat(record.trials().get(0).result().orElseThrow().auroc()).isEqualTo(0.5);
        assertThat(record.trials().get(record.chosen()).result().orElseThrow().low())
                .isPositive();
        assertThat(record.sentence()).contains("it took layers").contains("instead of 0.500 without tuning");
    }

    @Test
    void theFirstChoiceIsKeptIfNoneIsClearlyBetter() {
        final Tuner.Result result = tune(SEEING, Set.of(Setting.LAYERS), List.of(), Duration.ofHours(1));
        assertThat(result.choice().network().layers()).containsExactly(SEEING);
        assertThat(result.record().chosen()).isZero();
        assertThat(result.record().trials()).hasSize(2);
        assertThat(result.record().sentence()).contains("none is clearly better");
    }

    @Test
    void givenDefectsDecideAndTheChoiceIsCheckedOnOthers() {
        final List<Picture> defects = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            defects.add(Picture.of("defect " + i, part(100 + i, true)));
        }
        final Tuner.Result result = tune(BLIND, Set.of(Setting.LAYERS), defects, Duration.ofHours(1));
        assertThat(result.choice().network().layers()).contains(SEEING);
        assertThat(result.record().evidence()).isEqualTo(Evidence.GIVEN_DEFECTS);
        final TuningRecord.Check check = result.record().check().orElseThrow();
        assertThat(check.choosing()).isGreaterThan(0.9);
        assertThat(check.first()).isEqualTo(0.5);
        assertThat(result.record().sentence())
                .contains("10 pictures of defects")
                .contains("On pictures that did not choose, choosing gives 1.000 and not choosing 0.500.");
    }

    @Test
    void withoutTimeTheFirstChoiceIsKeptAndTheOthersAreNamed() {
        final Tuner.Result result = tune(BLIND, Set.of(Setting.LAYERS, Setting.SHARE), List.of(), Duration.ZERO);
        assertThat(result.record().chosen()).isZero();
        assertThat(result.record().trials())
                .extracting(TuningRecord.Trial::name)
                .containsExactly(
                        "as it is", "layers blind, seeing", "layers seeing", "a share of 0.05 in the memory bank");
        assertThat(result.record().trials().get(1).reason()).hasValue("There was no time for it.");
    }

    @Test
    void tooFewPicturesAreRefusedInWords() {
        final Tuner tuner = new Tuner(OPTIONS, List.of(), Set.of(), Execution.cpu(1));
        assertThatThrownBy(() -> tuner.tune(network(SEEING), good(11), List.of(), Duration.ZERO, Progress.SILENT))
                .isInstanceOf(BlemishException.class)
                .hasMessage(
                        "Tuning needs at least 12 good pictures that can be read, and parts has 11. Add more, or fit"
                                + " without tuning.");
        final List<Picture> four = good(4).pictures();
        assertThatThrownBy(() -> tuner.tune(network(SEEING), good(18), four, Duration.ZERO, Progress.SILENT))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("at least 5 pictures of them, not 4");
    }

    @Test
    void itCanBeCancelled() {
        final Cancellation cancellation = new Cancellation();
        cancellation.cancel();
        final Tuner tuner = new Tuner(OPTIONS, List.of(), Set.of(Setting.LAYERS), Execution.cpu(1));
        final Progress cancelled = cancellation.progress(Progress.SILENT);
        assertThatThrownBy(() -> tuner.tune(network(SEEING), good(18), List.of(), Duration.ofHours(1), cancelled))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void aModelKeepsWhatWasTried() {
        final Tuner.Result result = tune(BLIND, Set.of(Setting.LAYERS), List.of(), Duration.ofHours(1));
        final Path file = folder.resolve("tuned.blemish");
        new ModelTrainer(
                        List.of(result.choice().network()),
                        OPTIONS.toBuilder()
                                .detector(result.choice().detector())
                                .preprocessing(result.choice().preprocessing())
                                .build())
                .after(result.record())
                .fit(good(18), file, Progress.SILENT);
        try (Model model = Model.open(file)) {
            assertThat(model.description().tuning()).hasValue(result.record());
        }
    }

    private static Tuner.Result tune(
            final String layer, final Set<Setting> open, final List<Picture> defects, final Duration limit) {
        return new Tuner(OPTIONS, List.of(), open, Execution.cpu(1))
                .tune(network(layer), good(18), defects, limit, Progress.SILENT);
    }

    private static PictureSet good(final int count) {
        final List<Picture> pictures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pictures.add(Picture.of("part " + i, part(i, false)));
        }
        return new PictureSet("parts", pictures);
    }

    /** A grey surface with a little noise; a defective one has a white square. */
    private static RgbImage part(final int seed, final boolean defective) {
        final SplittableRandom random = new SplittableRandom(seed);
        final byte[] rgb = new byte[3 * SIDE * SIDE];
        for (int i = 0; i < rgb.length; i++) {
            final int row = i / (3 * SIDE);
            final int column = i / 3 % SIDE;
            final boolean inSquare = defective && row >= 8 && row < 16 && column >= 8 && column < 16;
            rgb[i] = (byte) (inSquare ? 250 : 120 + random.nextInt(6));
        }
        return new RgbImage(SIDE, SIDE, rgb);
    }

    private static Network network(final String layer) {
        final GraphBuilder graph = new GraphBuilder("eyes")
                .input("image", DataType.FLOAT32, "n", "3", "h", "w")
                .constant(Constant.floats("zero", List.of(1L), new float[] {0}))
                .node(new Node("AveragePool", SEEING, "image")
                        .integers("kernel_shape", 4, 4)
                        .integers("strides", 4, 4))
                .node(new Node("Mul", BLIND, SEEING, "zero"))
                .output(BLIND)
                .output(SEEING);
        return new Network(
                BackboneGraph.parse("eyes", ByteBuffer.wrap(graph.build().toBytes())), List.of(layer));
    }
}
