package io.blemish.backbone.quantisation;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.blemish.BackboneException;
import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.OptionException;
import io.blemish.backbone.Backbone;
import io.blemish.backbone.BackboneGraph;
import io.blemish.backbone.Device;
import io.blemish.backbone.Execution;
import io.blemish.backbone.FeatureMap;
import io.blemish.image.Preprocessing;
import io.blemish.image.RgbImage;
import io.blemish.image.Size;
import io.blemish.onnx.OnnxGraph;
import io.blemish.onnx.OnnxRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes a network of 8-bit integers from one of floats. Its convolutions read and give unsigned bytes, with a step and a
 * zero for each value that are learned from pictures; weights are signed bytes, with a step for each output channel. The
 * sums of a residual network stay in float, since each would add a rounding to the input of all later ones. (Jacob et al.,
 * "Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only Inference", sections 2 and 3.)
 */
public final class StaticQuantisation {
    /** The first operator set that has a scale for each channel. */
    private static final long OLDEST_OPERATOR_SET = 13;

    private StaticQuantisation() {}

    /**
     * Makes the network.
     *
     * @param graph the network, cut to its layers
     * @param preprocessing from a picture to the network's input
     * @param pictures like those that the network will get, at least one; some tens are enough
     * @return a network of the same name and layers, in plain ONNX
     * @throws BlemishException if the network is too old, or has or gives values that are not numbers
     */
    public static BackboneGraph of(
            final BackboneGraph graph, final Preprocessing preprocessing, final Iterable<RgbImage> pictures) {
        requireOperatorSet(graph);
        final FloatGraph floats = new FloatGraph(simplified(graph));
        final ActivationRanges ranges = observe(graph.name(), floats, preprocessing, pictures);
        final byte[] onnx = ByteGraph.of(floats, ranges).toBytes();
        return BackboneGraph.parse(graph.name(), ByteBuffer.wrap(onnx));
    }

    private static void requireOperatorSet(final BackboneGraph graph) {
        final long operatorSet = graph.operatorSet().orElse(OLDEST_OPERATOR_SET);
        if (operatorSet < OLDEST_OPERATOR_SET) {
            throw new OptionException(
                    ErrorCode.OPTION_PRECISION,
                    "Backbone " + graph.name() + " is of ONNX operator set " + operatorSet
                            + "; 8-bit integers need " + OLDEST_OPERATOR_SET
                            + " or newer.");
        }
    }

    /** The graph with its constants computed, and padding and batch normalisation merged into convolutions. */
    private static OnnxGraph simplified(final BackboneGraph graph) {
        try {
            final Path file = Files.createTempFile("blemish", ".onnx");
            try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
                options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.BASIC_OPT);
                options.setOptimizedModelFilePath(file.toString());
                final byte[] onnx = graph.toBytes();
                OnnxRuntime.open(OnnxRuntime.bytes(onnx.length).put(onnx).flip(), options)
                        .close();
                return OnnxGraph.read(file);
            } catch (final OrtException e) {
                throw new BackboneException(
                        ErrorCode.BACKBONE_UNSUITABLE,
                        "Backbone " + graph.name() + " cannot be loaded by ONNX Runtime: " + OnnxRuntime.reason(e)
                                + ".",
                        e);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ActivationRanges observe(
            final String name,
            final FloatGraph floats,
            final Preprocessing preprocessing,
            final Iterable<RgbImage> pictures) {
        final String input = floats.graph().inputs().get(0);
        final Set<String> names = new LinkedHashSet<>();
        floats.activations().values().forEach(activation -> names.add(activation.ranged()));
        names.remove(input);
        final ActivationRanges ranges = new ActivationRanges();
        final List<String> values = new ArrayList<>(names);
        final List<String> all = new ArrayList<>(names);
        all.add(input);
        final byte[] onnx = floats.graph().cut(values).toBytes();
        try (Backbone backbone = Backbone.load(name, onnx, values, new Execution(1, Device.CPU, false))) {
            for (final RgbImage picture : pictures) {
                final Size size = preprocessing.outputSize(picture.size());
                final float[] pixels = preprocessing.sample(picture);
                final List<FeatureMap> maps = new ArrayList<>(
                        backbone.run(pixels, 1, size.height(), size.width()).get(0));
                maps.add(new FeatureMap(3, size.height(), size.width(), pixels));
                ranges.add(all, maps);
            }
        }
        return ranges;
    }
}
