package io.blemish.backbone.architecture;

import io.blemish.onnx.AttributeProto;
import io.blemish.onnx.GraphProto;
import io.blemish.onnx.ModelProto;
import io.blemish.onnx.NodeProto;
import io.blemish.onnx.OperatorSetIdProto;
import io.blemish.onnx.TensorProto;
import io.blemish.onnx.TensorShapeProto;
import io.blemish.onnx.TypeProto;
import io.blemish.onnx.ValueInfoProto;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Collects a network's operations from the picture on, and writes those as an ONNX graph that the wanted layers need.
 * Nothing is read from the weights while collecting, so that a plan also says which weights it needs.
 */
final class GraphBuilder {
    /** The operator set and file version of ONNX 1.12 (2022), which every runtime in use understands. */
    private static final long OPERATOR_SET = 17;

    private static final long FILE_VERSION = 8;

    private static final Value IMAGE = new Value("image", 3);

    /** By output, in order of computation. */
    private final Map<String, Step> steps = new LinkedHashMap<>();

    private final Map<String, Value> layers = new LinkedHashMap<>();
    private final Set<String> read = new HashSet<>();

    /** The picture, {@code [n, 3, h, w]}. */
    Value image() {
        return IMAGE;
    }

    /** A convolution without bias. Weights: {@code key.weight}. */
    Value convolution(final Value input, final String key, final int channels, final Window window, final int groups) {
        return add(convolution(input, key, channels, window, groups, false), channels);
    }

    /** A 1×1 convolution with bias. Weights: {@code key.weight}, {@code key.bias}. */
    Value projection(final Value input, final String key, final int channels) {
        return add(convolution(input, key, channels, new Window(1, 1, 0), 1, true), channels);
    }

    private static Convolution convolution(
            final Value input,
            final String key,
            final int channels,
            final Window window,
            final int groups,
            final boolean biased) {
        return new Convolution(input, key, key, window, groups, channels, biased, Optional.empty());
    }

    /**
     * Batch normalisation, folded into the convolution that made its input. Where another operation made it, it stays a
     * node of its own: there is nothing to fold it into.
     */
    Value normalisation(final Value input, final String key, final double epsilon) {
        final Normalisation normalisation = new Normalisation(input, key, key, epsilon);
        if (steps.get(input.name()) instanceof Convolution convolution && !read.contains(input.name())) {
            steps.remove(input.name());
            return add(convolution.followedBy(normalisation), input.channels());
        }
        return add(normalisation, input.channels());
    }

    Value relu(final Value input) {
        return activation("Relu", input);
    }

    Value sigmoid(final Value input) {
        return activation("Sigmoid", input);
    }

    /** {@code x · max(0, min(1, x/6 + 1/2))}. */
    Value hardSwish(final Value input) {
        return activation("HardSwish", input);
    }

    /** {@code max(0, min(1, x/6 + 1/2))}. */
    Value hardSigmoid(final Value input) {
        final NodeProto.Builder node = node("HardSigmoid", input.name() + "/HardSigmoid", List.of(input));
        node.addAttribute(number("alpha", 1f / 6)).addAttribute(number("beta", 0.5f));
        return add(new Plain(node.build()), input.channels());
    }

    /** {@code x · sigmoid(x)}. */
    Value swish(final Value input) {
        return multiply(sigmoid(input), input, input.name() + "/Swish");
    }

    Value maxPool(final Value input, final Window window) {
        return pool("MaxPool", input, window);
    }

    Value averagePool(final Value input, final Window window) {
        return pool("AveragePool", input, window);
    }

    /** The mean over all positions, {@code [n, c, 1, 1]}. */
    Value globalAverage(final Value input) {
        return activation("GlobalAveragePool", input);
    }

    Value add(final Value a, final Value b, final String name) {
        return add(new Plain(node("Add", name, List.of(a, b)).build()), a.channels());
    }

    /** The product; a factor of one position counts for all. */
    Value multiply(final Value factor, final Value map, final String name) {
        return add(new Plain(node("Mul", name, List.of(factor, map)).build()), map.channels());
    }

    /** The channels of all, one after the other. */
    Value concatenate(final List<Value> maps, final String name) {
        final NodeProto.Builder node = node("Concat", name, maps)
                .addAttribute(AttributeProto.newBuilder()
                        .setName("axis")
                        .setType(AttributeProto.AttributeType.INT)
                        .setI(1));
        return add(
                new Plain(node.build()), maps.stream().mapToInt(Value::channels).sum());
    }

    private Value activation(final String operation, final Value input) {
        final NodeProto.Builder node = node(operation, input.name() + "/" + operation, List.of(input));
        return add(new Plain(node.build()), input.channels());
    }

    private Value pool(final String operation, final Value input, final Window window) {
        final NodeProto.Builder node = node(operation, input.name() + "/" + operation, List.of(input));
        window.addTo(node);
        return add(new Plain(node.build()), input.channels());
    }

    private static NodeProto.Builder node(final String operation, final String name, final List<Value> inputs) {
        return NodeProto.newBuilder()
                .setName(name)
                .setOpType(operation)
                .addAllInput(inputs.stream().map(Value::name).toList())
                .addOutput(name);
    }

    private static AttributeProto number(final String name, final float value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.FLOAT)
                .setF(value)
                .build();
    }

    private Value add(final Step step, final int channels) {
        for (final String input : step.inputs()) {
            if (!input.equals(IMAGE.name()) && !steps.containsKey(input)) {
                throw new IllegalStateException(step.output() + " reads " + input + ", which is not there (any more)");
            }
        }
        if (steps.put(step.output(), step) != null) {
            throw new IllegalStateException("two feature maps are called " + step.output());
        }
        read.addAll(step.inputs());
        return new Value(step.output(), channels);
    }

    /** Lets a feature map be asked for, by any of these names. */
    void layer(final Value map, final String... names) {
        // Folding something into it afterwards would change what the layer is.
        read.add(map.name());
        for (final String name : names) {
            if (layers.put(name, map) != null) {
                throw new IllegalStateException("two layers are called " + name);
            }
        }
    }

    /** Names of the layers, from the picture on. */
    List<String> layers() {
        return List.copyOf(layers.keySet());
    }

    /** Every weight of the plan with its shape. */
    Map<String, List<Integer>> parameters() {
        return parameters(steps.values().stream());
    }

    /** The weights that these layers need, with their shapes. */
    Map<String, List<Integer>> parameters(final List<String> wanted) {
        return parameters(needed(wanted));
    }

    private static Map<String, List<Integer>> parameters(final Stream<Step> steps) {
        final Map<String, List<Integer>> parameters = new LinkedHashMap<>();
        steps.forEach(step -> parameters.putAll(step.parameters()));
        return parameters;
    }

    private Stream<Step> needed(final List<String> wanted) {
        final Set<String> needed = new HashSet<>();
        final Deque<String> open = new ArrayDeque<>();
        wanted.forEach(name -> open.add(map(name).name()));
        while (!open.isEmpty()) {
            final Step step = steps.get(open.remove());
            if (step != null && needed.add(step.output())) {
                open.addAll(step.inputs());
            }
        }
        return steps.values().stream().filter(step -> needed.contains(step.output()));
    }

    private Value map(final String layer) {
        final Value map = layers.get(layer);
        if (map == null) {
            throw new IllegalArgumentException("no layer " + layer);
        }
        return map;
    }

    /**
     * Writes the graph.
     *
     * @param name of the graph
     * @param wanted layers, which become its outputs in this order
     * @param weights has everything in {@link #parameters(List)}
     */
    ModelProto build(final String name, final List<String> wanted, final Parameters weights) {
        final GraphProto.Builder graph = GraphProto.newBuilder().setName(name).addInput(image("n", "h", "w"));
        needed(wanted).forEach(step -> step.addTo(graph, weights));
        final Map<String, String> outputNames = new HashMap<>();
        for (final String layer : wanted) {
            final Value map = map(layer);
            final String first = outputNames.putIfAbsent(map.name(), layer);
            if (first != null) {
                graph.addNode(node("Identity", layer, List.of(map)));
            }
            graph.addOutput(tensor(layer, "n", map.channels(), layer + ".h", layer + ".w"));
        }
        rename(graph, outputNames);
        return ModelProto.newBuilder()
                .setIrVersion(FILE_VERSION)
                .setProducerName("blemish")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATOR_SET))
                .setGraph(graph)
                .build();
    }

    private static void rename(final GraphProto.Builder graph, final Map<String, String> names) {
        for (final NodeProto.Builder node : graph.getNodeBuilderList()) {
            for (int i = 0; i < node.getInputCount(); i++) {
                node.setInput(i, names.getOrDefault(node.getInput(i), node.getInput(i)));
            }
            for (int i = 0; i < node.getOutputCount(); i++) {
                node.setOutput(i, names.getOrDefault(node.getOutput(i), node.getOutput(i)));
            }
        }
    }

    private static ValueInfoProto image(final String n, final String h, final String w) {
        return tensor(IMAGE.name(), n, IMAGE.channels(), h, w);
    }

    private static ValueInfoProto tensor(
            final String name, final String n, final int channels, final String h, final String w) {
        final TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(n));
        shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(channels));
        shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(h));
        shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(w));
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                                .setShape(shape)))
                .build();
    }
}
