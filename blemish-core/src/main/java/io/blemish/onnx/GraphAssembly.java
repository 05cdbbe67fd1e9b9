package io.blemish.onnx;

import io.blemish.ErrorCode;
import io.blemish.ModelException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Puts a graph together of parts that know nothing of each other: it gives every value a name of its own, and writes each node
 * as the graph's set of operators wants it.
 */
public final class GraphAssembly {
    /** The first set in which all operators that are used here are what they are today. */
    private static final long OLDEST_OPERATORS = 12;

    /** From this set on, sums take their axes from an input. */
    private static final long SUMS_READ_AXES = 13;

    /** From this set on, all reductions do. */
    private static final long REDUCTIONS_READ_AXES = 18;

    /** One protobuf message is smaller than 2 GiB; this leaves room for all but the constants. */
    private static final long MOST_BYTES = (2L << 30) - (64L << 20);

    /** Constants with fewer numbers stay in single precision, since they save nothing. */
    private static final int WORTH_HALVING = 1024;

    private final GraphBuilder graph;
    private final long operators;
    private final boolean half;
    private int values;
    private long bytes;

    /**
     * Begins a graph.
     *
     * @param name of the graph
     * @param operators the version of the standard's operators, which is that of the networks that are added
     * @param half whether weights are kept in half precision; all is computed in single precision, whatever this says
     * @throws ModelException if the set of operators is too old
     */
    public GraphAssembly(final String name, final long operators, final boolean half) {
        if (operators < OLDEST_OPERATORS) {
            throw new ModelException(
                    ErrorCode.MODEL_NOT_EXPORTABLE,
                    "The model's network is written for version " + operators
                            + " of ONNX's operators, and a graph of a whole model needs " + OLDEST_OPERATORS
                            + " or newer. Convert the network, and fit again.");
        }
        this.graph = new GraphBuilder(name, operators);
        this.operators = operators;
        this.half = half;
    }

    /** The graph's builder, to which inputs, outputs and notes are added. */
    public GraphBuilder graph() {
        return graph;
    }

    /** Adds a node without attributes, and gives the name of its result. */
    public String node(final String operator, final String... inputs) {
        return node(operator, UnaryOperator.identity(), inputs);
    }

    /** Adds a node, and gives the name of its result. */
    public String node(final String operator, final UnaryOperator<Node> attributes, final String... inputs) {
        return nodes(operator, 1, attributes, inputs).get(0);
    }

    /** Adds a node with several results, and gives their names. */
    public List<String> nodes(
            final String operator, final int results, final UnaryOperator<Node> attributes, final String... inputs) {
        final List<String> names =
                IntStream.range(0, results).mapToObj(i -> name(operator)).toList();
        graph.node(attributes
                .apply(new Node(operator, names.get(0), inputs))
                .withOutputs(names)
                .withName(names.get(0)));
        return names;
    }

    /** Gives a value another name, under which it is an output. */
    public void rename(final String value, final String name) {
        graph.node(new Node("Identity", name, value));
    }

    /**
     * Adds a reduction over some axes.
     *
     * @param operator such as {@code ReduceMean}
     * @param keep whether the axes stay, with one position each
     */
    public String reduce(final String operator, final String input, final boolean keep, final long... axes) {
        final long readsAxes = operator.equals("ReduceSum") ? SUMS_READ_AXES : REDUCTIONS_READ_AXES;
        final UnaryOperator<Node> keeping = node -> node.integer("keepdims", keep ? 1 : 0);
        return operators >= readsAxes
                ? node(operator, keeping, input, longs(axes))
                : node(operator, node -> keeping.apply(node).integers("axes", axes), input);
    }

    /**
     * Gives a value another shape.
     *
     * @param shape one of which may be -1, for whatever is left
     */
    public String reshape(final String value, final long... shape) {
        return node("Reshape", value, longs(shape));
    }

    /** Changes the order of a value's axes. */
    public String transpose(final String value, final long... order) {
        return node("Transpose", node -> node.integers("perm", order), value);
    }

    /**
     * The positions of a grid as rows: {@code [n * height * width, channels]}.
     *
     * @param grid of any number of pictures
     */
    public String rows(final GridValue grid) {
        return reshape(transpose(grid.name(), 0, 2, 3, 1), -1, grid.channels());
    }

    /** Adds the indices or sizes that operators read. */
    public String longs(final long... numbers) {
        final String name = name("longs");
        graph.constant(Constant.longs(name, numbers));
        return name;
    }

    /** Adds the numbers of rows, columns or channels that are gathered. */
    public String indices(final int... numbers) {
        return longs(IntStream.of(numbers).asLongStream().toArray());
    }

    /** Adds a single number. */
    public String number(final float value) {
        return floats(List.of(), value);
    }

    /** Adds numbers that stay in single precision. */
    public String floats(final List<Long> shape, final float... numbers) {
        final String name = name("floats");
        count((long) numbers.length * Float.BYTES);
        graph.constant(Constant.floats(name, shape, numbers));
        return name;
    }

    /** Adds numbers that take half the room if that is wanted. */
    public String weights(final List<Long> shape, final float... numbers) {
        if (!half || numbers.length < WORTH_HALVING) {
            return floats(shape, numbers);
        }
        final String name = name("weights");
        count((long) numbers.length * Short.BYTES);
        graph.constant(Constant.halves(name, shape, numbers));
        return toFloat(name);
    }

    /** What numbers are once they were kept as {@link #weights}. */
    public float[] kept(final float... numbers) {
        final float[] kept = numbers.clone();
        for (int i = 0; half && numbers.length >= WORTH_HALVING && i < kept.length; i++) {
            kept[i] = HalfFloat.toFloat(HalfFloat.of(kept[i]));
        }
        return kept;
    }

    /** Turns numbers of another type into floats. */
    public String toFloat(final String value) {
        return node("Cast", node -> node.integer("to", DataType.FLOAT32.number()), value);
    }

    /** Turns numbers of another type into integers of 8 bytes. */
    public String toLong(final String value) {
        return node("Cast", node -> node.integer("to", DataType.INT64.number()), value);
    }

    /**
     * Adds a network that has one input.
     *
     * @param network of this graph's set of operators
     * @param input the value that takes its input's place
     * @return its outputs
     */
    public List<String> network(final OnnxGraph network, final String input) {
        final String prefix = name("network") + "/";
        final Set<String> constants =
                network.constants().stream().map(Constant::name).collect(Collectors.toSet());
        final String replaced = network.inputs().stream()
                .filter(name -> !constants.contains(name))
                .findFirst()
                .orElseThrow();
        final Renaming names = new Renaming(prefix, Map.of(replaced, input));
        for (final Constant constant : network.constants()) {
            add(constant.withName(names.of(constant.name())));
        }
        network.nodes().forEach(node -> graph.node(names.of(node)));
        return network.outputs().stream().map(names::of).toList();
    }

    private void add(final Constant constant) {
        final boolean halved = half
                && constant.type().filter(type -> type == DataType.FLOAT32).isPresent()
                && constant.shape().stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact) >= WORTH_HALVING;
        if (halved) {
            final String stored = constant.name() + "/half";
            final Constant halves = Constant.halves(stored, constant.shape(), constant.floats());
            count(halves.bytes().remaining());
            graph.constant(halves);
            graph.node(new Node("Cast", constant.name(), stored).integer("to", DataType.FLOAT32.number()));
        } else {
            count(constant.bytes().remaining());
            graph.constant(constant);
        }
    }

    /**
     * Refuses weights that the graph has no room for, before they are read.
     *
     * @param numbers how many
     */
    public void requireRoom(final long numbers) {
        requireBytes(numbers * (half ? Short.BYTES : Float.BYTES));
    }

    private void count(final long more) {
        requireBytes(more);
        bytes += more;
    }

    private void requireBytes(final long more) {
        if (bytes + more > MOST_BYTES) {
            throw new ModelException(
                    ErrorCode.MODEL_NOT_EXPORTABLE,
                    "The graph would be larger than 2 GB, the most that an ONNX file holds."
                            + " Keep its weights in half precision, or fit with a smaller memory bank.");
        }
    }

    private String name(final String what) {
        return "blemish/" + values++ + "/" + what;
    }
}
