package io.blemish.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.backbone.BackboneGraph;
import io.blemish.dataset.DatasetOptions;
import io.blemish.dataset.Datasets;
import io.blemish.detector.patchcore.PatchCoreOptions;
import io.blemish.image.Picture;
import io.blemish.image.PictureSet;
import io.blemish.image.Preprocessing;
import io.blemish.onnx.Constant;
import io.blemish.onnx.DataType;
import io.blemish.onnx.GraphBuilder;
import io.blemish.onnx.Node;
import io.blemish.parallel.Progress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model on tokens judges as one on the maps that they are made of, and knows them after it was opened again. */
class TokenModelTest {
    private static final Path PLATE = Path.of("src/test/resources/io/blemish/golden/plate");
    private static final int PATCH = 8;
    private static final int CHANNELS = 12;

    @TempDir
    Path folder;

    @Test
    void tokensGiveTheVerdictsOfTheirMaps() {
        final PictureSet pictures = Datasets.open(PLATE, DatasetOptions.DEFAULT).trainingPictures();
        final Path maps = fit(pictures, "patches");
        final Path tokens = fit(pictures, "tokens");
        try (Model expected = Model.open(maps);
                Model actual = Model.open(tokens)) {
            for (final Picture picture : pictures.pictures().subList(0, 3)) {
                assertThat(actual.predict(picture).score())
                        .isEqualTo(expected.predict(picture).score());
            }
        }
    }

    private Path fit(final PictureSet pictures, final String layer) {
        final Path file = folder.resolve(layer + ".blemish");
        final ModelOptions options = ModelOptions.builder()
                .detector(PatchCoreOptions.builder().coreset(0.1).build())
                .preprocessing(Preprocessing.squash(4 * PATCH))
                .threads(1)
                .build();
        new ModelTrainer(network(), List.of(layer), options).fit(pictures, file, Progress.SILENT);
        return file;
    }

    /** Patches of a picture, and the same behind a class token. */
    private static BackboneGraph network() {
        final Random random = new Random(5);
        final float[] kernel = new float[CHANNELS * 3 * PATCH * PATCH];
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = (float) random.nextGaussian();
        }
        final GraphBuilder graph = new GraphBuilder("tokens")
                .input("image", DataType.FLOAT32, "n", "3", "h", "w")
                .constant(Constant.floats("kernel", List.of((long) CHANNELS, 3L, (long) PATCH, (long) PATCH), kernel))
                .constant(Constant.longs("flat", 0, CHANNELS, -1))
                .constant(Constant.longs("start", 0))
                .constant(Constant.longs("end", 1))
                .constant(Constant.longs("axis", 1))
                .node(new Node("Conv", "patches", "image", "kernel").integers("strides", PATCH, PATCH))
                .node(new Node("Reshape", "rows", "patches", "flat"))
                .node(new Node("Transpose", "places", "rows").integers("perm", 0, 2, 1))
                .node(new Node("Slice", "class", "places", "start", "end", "axis"))
                .node(new Node("Concat", "tokens", "class", "places").integer("axis", 1))
                .output("tokens");
        return BackboneGraph.parse("tokens", ByteBuffer.wrap(graph.build().toBytes()));
    }
}
