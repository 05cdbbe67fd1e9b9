package io.blemish.benchmarks;

import io.blemish.backbone.Backbone;
import io.blemish.backbone.Execution;
import io.blemish.backbone.FeatureMap;
import io.blemish.backbone.architecture.Architecture;
import io.blemish.backbone.weights.StateDict;
import io.blemish.backbone.weights.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Imports a weights file and compares the layers with what torch computed from it. Called by
 * {@code benchmarks/check-architectures.sh}, which makes both files.
 */
public final class ArchitectureCheck {
    private static final String IMAGE = "image";

    private ArchitectureCheck() {}

    /**
     * Prints one line for each layer: architecture, layer, shape, largest difference relative to the layer's largest
     * value.
     *
     * @param arguments architecture, weights file, safetensors file with {@code image} and the layers to compare
     */
    public static void main(final String[] arguments) {
        final Architecture architecture = Architecture.named(arguments[0]);
        try (StateDict weights = StateDict.open(Path.of(arguments[1]));
                StateDict expected = StateDict.open(Path.of(arguments[2]))) {
            final List<String> layers = architecture.layers().stream()
                    .filter(expected.names()::contains)
                    .toList();
            final byte[] onnx = architecture.graph(weights, layers).toBytes();
            final Tensor image = expected.tensor(IMAGE);
            final List<Integer> size = image.shape();
            try (Backbone backbone = Backbone.load(architecture.name(), onnx, layers, Execution.cpu(1))) {
                final List<FeatureMap> maps = backbone.run(image.values(), 1, size.get(2), size.get(3))
                        .get(0);
                for (int i = 0; i < layers.size(); i++) {
                    print(architecture.name(), layers.get(i), maps.get(i), expected.tensor(layers.get(i)));
                }
            }
        }
    }

    private static void print(
            final String architecture, final String layer, final FeatureMap actual, final Tensor expected) {
        final List<Integer> shape = List.of(1, actual.channels(), actual.height(), actual.width());
        if (!shape.equals(expected.shape())) {
            throw new IllegalStateException(layer + " has shape " + shape + " and not " + expected.shape());
        }
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < expected.values().length; i++) {
            largest = Math.max(largest, Math.abs(expected.values()[i]));
            difference = Math.max(difference, Math.abs((double) actual.values()[i] - expected.values()[i]));
        }
        System.out.printf(
                Locale.ROOT,
                "%s %s %s %.1e%n",
                architecture,
                layer,
                shape.toString().replace(" ", ""),
                difference / largest);
    }
}
