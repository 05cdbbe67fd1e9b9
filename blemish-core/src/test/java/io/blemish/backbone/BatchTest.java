package io.blemish.backbone;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.image.Picture;
import io.blemish.image.Preprocessing;
import io.blemish.onnx.Constant;
import io.blemish.onnx.DataType;
import io.blemish.onnx.GraphBuilder;
import io.blemish.onnx.Node;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pictures of one batch go through the network in one run. The network here gives back its input times the number of
 * pictures in the run, so its values tell how many there were.
 */
class BatchTest {
    private static final String LAYER = "layer";
    private static final int SIDE = 8;

    @TempDir
    private Path folder;

    @Test
    void picturesOfOneSizeShareARunAndOnesThatCannotBeReadAreLeftOut() throws IOException {
        final List<Picture> samples = List.of(
                picture("a", 20, 20),
                picture("wide", 40, 20),
                broken("broken"),
                picture("b", 30, 30),
                picture("c", 9, 9));
        final Preprocessing shorterSide = new Preprocessing(
                Preprocessing.Resize.SHORTER_SIDE,
                SIDE,
                OptionalInt.empty(),
                Preprocessing.squash(SIDE).normalization());
        try (FeatureExtractor extractor = new FeatureExtractor(shorterSide, network())) {
            final FeatureSource alone = FeatureSource.reading(extractor, 1);
            final FeatureSource together = FeatureSource.reading(extractor, samples.size());
            assertThat(alone.batch()).isEqualTo(1);
            assertThat(together.batch()).isEqualTo(samples.size());
            final List<Extraction> extracted = together.features(samples);
            assertThat(extracted).hasSize(samples.size());
            for (int i = 0; i < samples.size(); i++) {
                if (samples.get(i).name().startsWith("broken")) {
                    assertThat(extracted.get(i)).isInstanceOf(Extraction.Failed.class);
                    continue;
                }
                final FeatureMap one = one(alone, samples.get(i)).network(0).get(0);
                final PictureFeatures features = extracted.get(i).orElseThrow();
                final int inRun = samples.get(i).name().startsWith("wide") ? 1 : 3;
                final float[] expected = one.values().clone();
                for (int p = 0; p < expected.length; p++) {
                    expected[p] *= inRun;
                }
                assertThat(features.network(0).get(0).values())
                        .as(samples.get(i).name())
                        .isEqualTo(expected);
                assertThat(features.size()).isEqualTo(one(alone, samples.get(i)).size());
            }
        }
    }

    private static PictureFeatures one(final FeatureSource source, final Picture picture) {
        return source.features(List.of(picture)).get(0).orElseThrow();
    }

    private Picture picture(final String name, final int width, final int height) throws IOException {
        final BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < width; x++) {
            image.setRGB(x, x % height, name.hashCode() * (x + 1));
        }
        final Path file = folder.resolve(name + ".png");
        ImageIO.write(image, "png", file.toFile());
        return sample(file);
    }

    private Picture broken(final String name) throws IOException {
        return sample(Files.writeString(folder.resolve(name + ".png"), "not a picture"));
    }

    private static Picture sample(final Path file) {
        return Picture.of(String.valueOf(file.getFileName()), file);
    }

    /** Gives back its input times the number of pictures. */
    private static Backbone network() {
        final byte[] onnx = new GraphBuilder("counting")
                .input("image", DataType.FLOAT32, "n", "c", "h", "w")
                .constant(Constant.longs("first", 0))
                .node(new Node("Shape", "shape", "image"))
                .node(new Node("Gather", "count", "shape", "first"))
                .node(new Node("Cast", "number", "count").integer("to", DataType.FLOAT32.number()))
                .node(new Node("Mul", LAYER, "image", "number"))
                .output(LAYER, DataType.FLOAT32, "n", "c", "h", "w")
                .build()
                .toBytes();
        return Backbone.load("counting", onnx, List.of(LAYER), Execution.cpu(1));
    }
}
