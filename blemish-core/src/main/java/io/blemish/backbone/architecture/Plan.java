package io.blemish.backbone.architecture;

import io.blemish.onnx.DataType;
import io.blemish.onnx.GraphBuilder;
import io.blemish.onnx.Node;
import io.blemish.onnx.OnnxGraph;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The operations of a network from the picture on, collected before any weight is read; so a plan can also tell which
 * weights it needs. Those operations that the wanted layers need become an ONNX graph.
 */
final class Plan {
    private static final PlannedMap IMAGE = new PlannedMap("image", 3);

    /** The operations by their outputs, in the order of computation. */
    private final Map<String, Operation> operations = new LinkedHashMap<>();

    private final Map<String, PlannedMap> layers = new LinkedHashMap<>();

    /** The names of feature maps that an operation or a layer already uses. */
    private final Set<String> used = new HashSet<>();

    private OptionalInt patch = OptionalInt.empty();

    /** The picture, {@code [n, 3, h, w]}. */
    PlannedMap image() {
        return IMAGE;
    }

    /** Adds a convolution without bias. Weights: {@code key.weight}. */
    PlannedMap convolution(
            final PlannedMap input,
            final String key,
            final int channels,
            final SlidingWindow window,
            final int groups) {
        return append(new Convolution(input, key, key, window, groups, channels, false, Optional.empty()), channels);
    }

    /** Adds a convolution with bias. Weights: {@code key.weight}, {@code key.bias}. */
    PlannedMap biasedConvolution(
            final PlannedMap input, final String key, final int channels, final SlidingWindow window) {
        return append(new Convolution(input, key, key, window, 1, channels, true, Optional.empty()), channels);
    }

    /** Adds a 1×1 convolution with bias. Weights: {@code key.weight}, {@code key.bias}. */
    PlannedMap projection(final PlannedMap input, final String key, final int channels) {
        return biasedConvolution(input, key, channels, SlidingWindow.POINT);
    }

    /**
     * Adds a batch normalisation, folded into the convolution that made its input. If another operation made it, the
     * normalisation is a node of its own: there is nothing to fold it into.
     */
    PlannedMap normalisation(final PlannedMap input, final String key, final double epsilon) {
        final BatchNormalisation normalisation = new BatchNormalisation(input, key, key, epsilon);
        if (operations.get(input.name()) instanceof Convolution convolution && !used.contains(input.name())) {
            operations.remove(input.name());
            return append(convolution.followedBy(normalisation), input.channels());
        }
        return append(normalisation, input.channels());
    }

    /** Adds {@code max(0, x)}. */
    PlannedMap relu(final PlannedMap input) {
        return append(node("Relu", input), input.channels());
    }

    /** Adds {@code 1 / (1 + exp(−x))}. */
    PlannedMap sigmoid(final PlannedMap input) {
        return append(node("Sigmoid", input), input.channels());
    }

    /** Adds {@code x · max(0, min(1, x/6 + 1/2))}. */
    PlannedMap hardSwish(final PlannedMap input) {
        return append(node("HardSwish", input), input.channels());
    }

    /** Adds {@code max(0, min(1, x/6 + 1/2))}. */
    PlannedMap hardSigmoid(final PlannedMap input) {
        return append(node("HardSigmoid", input).number("alpha", 1f / 6).number("beta", 0.5f), input.channels());
    }

    /** Adds {@code x · sigmoid(x)}. */
    PlannedMap swish(final PlannedMap input) {
        return multiply(sigmoid(input), input, input.name() + "/Swish");
    }

    /** Adds a pooling that takes the largest value of each window. */
    PlannedMap maxPool(final PlannedMap input, final SlidingWindow window) {
        return append(window.describeIn(node("MaxPool", input)), input.channels());
    }

    /** Adds a pooling that takes the mean of each window. */
    PlannedMap averagePool(final PlannedMap input, final SlidingWindow window) {
        return append(window.describeIn(node("AveragePool", input)), input.channels());
    }

    /** Adds the mean over all positions, {@code [n, c, 1, 1]}. */
    PlannedMap globalAverage(final PlannedMap input) {
        return append(node("GlobalAveragePool", input), input.channels());
    }

    /** Adds a sum. */
    PlannedMap add(final PlannedMap a, final PlannedMap b, final String name) {
        return append(new Node("Add", name, a.name(), b.name()), a.channels());
    }

    /** Adds a product; a factor of one position counts for all positions. */
    PlannedMap multiply(final PlannedMap factor, final PlannedMap map, final String name) {
        return append(new Node("Mul", name, factor.name(), map.name()), map.channels());
    }

    /** Adds a map with the channels of all, one after the other. */
    PlannedMap concatenate(final List<PlannedMap> maps, final String name) {
        final List<String> names = maps.stream().map(PlannedMap::name).toList();
        return append(
                new Node("Concat", name, names).integer("axis", 1),
                maps.stream().mapToInt(PlannedMap::channels).sum());
    }

    /** Adds any operation without attributes. */
    PlannedMap apply(final String operator, final String name, final int channels, final Operand... operands) {
        return apply(operator, name, channels, node -> node, operands);
    }

    /**
     * Adds any operation.
     *
     * @param operator as ONNX calls it
     * @param name of what it makes
     * @param channels of what it makes
     * @param attributes adds the operator's attributes
     * @param operands what it reads, in the operator's order
     */
    PlannedMap apply(
            final String operator,
            final String name,
            final int channels,
            final UnaryOperator<Node> attributes,
            final Operand... operands) {
        return append(
                new StoredOperation(name, attributes.apply(new Node(operator, name)), List.of(operands)), channels);
    }

    /** Adds a change of the order of axes. */
    PlannedMap transpose(final PlannedMap input, final String name, final long... order) {
        return apply("Transpose", name, input.channels(), node -> node.integers("perm", order), input);
    }

    /** Adds whole numbers as floats. */
    PlannedMap toFloat(final PlannedMap input, final String name) {
        return apply("Cast", name, input.channels(), node -> node.integer("to", DataType.FLOAT32.number()), input);
    }

    /**
     * Adds the numbers from 0 on, as floats.
     *
     * @param count how many, {@code [1]} in whole numbers
     */
    PlannedMap range(final PlannedMap count, final String name) {
        final PlannedMap scalar = apply("Squeeze", name + "/scalar", 1, toFloat(count, name + "/end"));
        return apply("Range", name, 1, Operand.number(0), scalar, Operand.number(1));
    }

    /** Says that both sides of a picture are multiples of a patch's, in pixels. */
    void wholePatches(final int side) {
        patch = OptionalInt.of(side);
    }

    private static Node node(final String operator, final PlannedMap input) {
        return new Node(operator, input.name() + "/" + operator, input.name());
    }

    private PlannedMap append(final Node node, final int channels) {
        return append(new WeightlessOperation(node), channels);
    }

    private PlannedMap append(final Operation operation, final int channels) {
        for (final String input : operation.inputs()) {
            if (!input.equals(IMAGE.name()) && !operations.containsKey(input)) {
                throw new IllegalStateException(
                        operation.output() + " reads " + input + ", which is not there (any more)");
            }
        }
        if (operations.put(operation.output(), operation) != null) {
            throw new IllegalStateException("two feature maps are called " + operation.output());
        }
        used.addAll(operation.inputs());
        return new PlannedMap(operation.output(), channels);
    }

    /** Lets a feature map be asked for, by any of these names. */
    void layer(final PlannedMap map, final String... names) {
        // A normalisation that is folded into it afterwards would change the layer.
        used.add(map.name());
        for (final String name : names) {
            if (layers.put(name, map) != null) {
                throw new IllegalStateException("two layers are called " + name);
            }
        }
    }

    /** The names of the layers, from the picture on. */
    List<String> layers() {
        return List.copyOf(layers.keySet());
    }

    /** Every weight of the plan with its shape. */
    Map<String, List<Integer>> parameters() {
        return parameters(operations.values().stream());
    }

    /** The weights that some layers need, with their shapes. */
    Map<String, List<Integer>> parameters(final List<String> wanted) {
        return parameters(needed(wanted));
    }

    private static Map<String, List<Integer>> parameters(final Stream<Operation> operations) {
        final Map<String, List<Integer>> parameters = new LinkedHashMap<>();
        operations.forEach(operation -> parameters.putAll(operation.parameters()));
        return parameters;
    }

    private Stream<Operation> needed(final List<String> wanted) {
        final Set<String> needed = new HashSet<>();
        final Deque<String> open = new ArrayDeque<>();
        wanted.forEach(name -> open.add(map(name).name()));
        while (!open.isEmpty()) {
            final Operation operation = operations.get(open.remove());
            if (operation != null && needed.add(operation.output())) {
                open.addAll(operation.inputs());
            }
        }
        return operations.values().stream().filter(operation -> needed.contains(operation.output()));
    }

    private PlannedMap map(final String layer) {
        final PlannedMap map = layers.get(layer);
        if (map == null) {
            throw new IllegalArgumentException("no layer " + layer);
        }
        return map;
    }

    /**
     * Writes the graph.
     *
     * @param name of the architecture
     * @param wanted layers, which become the graph's outputs in this order
     * @param weights has everything in {@link #parameters(List)}
     */
    OnnxGraph graph(final String name, final List<String> wanted, final Parameters weights) {
        final GraphBuilder graph = new GraphBuilder(name)
                .producer("blemish")
                .metadata("architecture", name)
                .input(IMAGE.name(), DataType.FLOAT32, "n", Integer.toString(IMAGE.channels()), "h", "w");
        patch.ifPresent(graph::wholePatches);
        // A feature map gets the name of the layer that it is; if it is several layers, the others are copies of it.
        final Map<String, String> layerOf = new HashMap<>();
        wanted.forEach(layer -> layerOf.putIfAbsent(map(layer).name(), layer));
        needed(wanted).forEach(operation -> {
            operation.constants(weights).forEach(graph::constant);
            graph.node(renamed(operation.node(), layerOf));
        });
        for (final String layer : wanted) {
            final PlannedMap map = map(layer);
            if (!layer.equals(layerOf.get(map.name()))) {
                graph.node(renamed(new Node("Identity", layer, map.name()), layerOf));
            }
            graph.output(layer, DataType.FLOAT32, "n", Integer.toString(map.channels()), layer + ".h", layer + ".w");
        }
        return graph.build();
    }

    private static Node renamed(final Node node, final Map<String, String> names) {
        return node.withInputs(renamed(node.inputs(), names)).withOutputs(renamed(node.outputs(), names));
    }

    private static List<String> renamed(final List<String> values, final Map<String, String> names) {
        return values.stream().map(value -> names.getOrDefault(value, value)).toList();
    }
}
