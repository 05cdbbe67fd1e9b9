package io.blemish.backbone;

import io.blemish.BackboneException;
import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.onnx.Constant;
import io.blemish.onnx.DataType;
import io.blemish.onnx.GraphBuilder;
import io.blemish.onnx.Node;
import io.blemish.onnx.OnnxGraph;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Makes feature maps of the tokens of a transformer: a layer {@code [n, k + h·w, c]}, whose first {@code k} tokens
 * stand for no place in the picture (the class token and registers), becomes {@code [n, c, h, w]}. The nodes that do so
 * become a part of the graph, so that a model, an export and other machines have them too. {@code h} and {@code w}
 * follow from the picture's size and the side of a patch, which the network's first convolution tells: its window is
 * the patch, and it moves by a patch; {@code k} is what is left. If {@code k} is said, the places form the grid whose
 * sides are most nearly as the picture's.
 *
 * @param network its name, for messages
 * @param leading how many tokens come before those of the places, if that is said
 */
record TokenGrid(String network, OptionalInt leading) {
    /** A part of the names of all nodes that are added here, by which a failure of theirs is known. */
    static final String NODES = "/token-grid/";

    /** More class and register tokens than any network is known to have. */
    static final int MOST_LEADING = 16;

    private static final int TOKENS_RANK = 3;

    /** In pixels; a side that is larger is no patch's. */
    private static final long LARGEST_PATCH = 1024;

    /** The first set of operators in which all that are used here take their numbers from inputs. */
    private static final long OLDEST_OPERATORS = 11;

    /**
     * The graph with maps in the place of those outputs that are tokens.
     *
     * @param graph cut to its layers
     * @param whole the graph that it was cut from, which may state how many dimensions a layer has
     * @throws BlemishException if it has tokens, and their grid cannot be told
     */
    OnnxGraph in(final OnnxGraph graph, final OnnxGraph whole) {
        OnnxGraph result = graph;
        for (final String layer : graph.outputs()) {
            final OptionalInt rank = whole.rankOfLayer(layer);
            final Optional<String> image = input(result);
            if (image.isPresent() && rank.isPresent() && rank.getAsInt() == TOKENS_RANK) {
                result = withGrid(result, layer, image.get());
            }
        }
        return result;
    }

    private OnnxGraph withGrid(final OnnxGraph graph, final String layer, final String image) {
        final OptionalInt patch = patch(graph);
        if (patch.isEmpty() && leading.isEmpty()) {
            throw new BackboneException(
                    ErrorCode.BACKBONE_LEADING_TOKENS,
                    "Layer '" + layer + "' of backbone " + network
                            + " gives tokens, and how many of them are class or register tokens cannot be told,"
                            + " because no convolution cuts the picture into patches.");
        }
        if (graph.operatorSet().orElse(OLDEST_OPERATORS) < OLDEST_OPERATORS) {
            throw new BackboneException(
                    ErrorCode.BACKBONE_UNSUITABLE,
                    "Layer '" + layer + "' of backbone " + network
                            + " gives tokens, and the network is written for version "
                            + graph.operatorSet().orElse(0) + " of ONNX's operators; export it for " + OLDEST_OPERATORS
                            + " or newer.");
        }
        final String tokens = layer + "/tokens";
        final OnnxGraph renamed = graph.renamed(layer, tokens);
        final GraphBuilder result = renamed.toBuilder().withoutOutputs();
        patch.ifPresent(side -> note(renamed, result, side));
        new Nodes(result, layer).add(image, tokens, patch);
        graph.outputs().forEach(result::output);
        return result.build();
    }

    private static void note(final OnnxGraph graph, final GraphBuilder result, final int patch) {
        if (!graph.metadata().containsKey(GraphBuilder.PATCH)) {
            result.wholePatches(patch);
        }
    }

    /** The first input that no constant stands for. */
    private static Optional<String> input(final OnnxGraph graph) {
        final Set<String> constants =
                graph.constants().stream().map(Constant::name).collect(Collectors.toSet());
        return graph.inputs().stream().filter(name -> !constants.contains(name)).findFirst();
    }

    /** The side of the first convolution's window in pixels, if the window moves by its side. */
    private static OptionalInt patch(final OnnxGraph graph) {
        final Optional<Node> first = graph.nodes().stream()
                .filter(node -> node.operator().equals("Conv") && node.inputs().size() > 1)
                .findFirst();
        return first.map(node -> node.integersOf("strides"))
                .filter(strides -> strides.size() == 2 && strides.get(0).equals(strides.get(1)))
                .filter(strides -> strides.get(0) > 1 && strides.get(0) <= LARGEST_PATCH)
                .filter(strides -> window(graph, first.get()).allMatch(strides.get(0)::equals))
                .map(strides -> OptionalInt.of(Math.toIntExact(strides.get(0))))
                .orElse(OptionalInt.empty());
    }

    /** The sides of a convolution's window, which a graph may state or leave to the shape of the weights. */
    private static Stream<Long> window(final OnnxGraph graph, final Node convolution) {
        return convolution.integersOf("kernel_shape").isEmpty()
                ? graph.constants().stream()
                        .filter(constant ->
                                constant.name().equals(convolution.inputs().get(1)))
                        .flatMap(constant -> constant.shape().stream().skip(2))
                : convolution.integersOf("kernel_shape").stream();
    }

    /** Adds the nodes for one layer. */
    private final class Nodes {
        private final GraphBuilder graph;
        private final String layer;

        Nodes(final GraphBuilder graph, final String layer) {
            this.graph = graph;
            this.layer = layer;
        }

        void add(final String image, final String tokens, final OptionalInt patch) {
            final String size = node("size", "Gather", node("image-shape", "Shape", image), longs("sides", 2, 3));
            final String shape = node("shape", "Shape", tokens);
            final String total = node("total", "Gather", shape, longs("one", 1));
            final String grid = leading.isPresent()
                    ? gridOf(size, total)
                    : node("grid", "Div", size, longs("patch", patch.orElseThrow(), patch.orElseThrow()));
            final String first = leading.isPresent() ? longs("leading", leading.getAsInt()) : first(total, grid);
            final String places = node("places", "Slice", tokens, first, total, longs("axis", 1));
            final String pictures = node("pictures", "Gather", shape, longs("zero", 0));
            final String channels = node("channels", "Gather", shape, longs("two", 2));
            final String target = join("target", pictures, grid, channels);
            graph.node(new Node("Transpose", layer, node("map", "Reshape", places, target))
                    .integers("perm", 0, 3, 1, 2)
                    .withName(name("transpose")));
        }

        /**
         * What is left of the tokens. A table that ends where no network's do refuses what can be no tokens of places.
         */
        private String first(final String total, final String grid) {
            final String rows = node("rows", "Gather", grid, longs("row", 0));
            final String columns = node("columns", "Gather", grid, longs("column", 1));
            final String left = node("left", "Sub", total, node("count", "Mul", rows, columns));
            return node(
                    "first",
                    "Gather",
                    longs("table", LongStream.rangeClosed(0, MOST_LEADING).toArray()),
                    left);
        }

        /** The grid of as many places as there are, whose cells are as nearly square as can be. */
        private String gridOf(final String size, final String total) {
            final String places = node("count", "Sub", total, longs("said", leading.orElseThrow()));
            final String height = toFloat("height", node("h", "Gather", size, longs("row", 0)));
            final String width = toFloat("width", node("w", "Gather", size, longs("column", 1)));
            final String square = node("square", "Mul", toFloat("area", places), node("aspect", "Div", height, width));
            // A layer may have no more tokens than were said to lead; a division by no rows would end the process.
            graph.constant(Constant.floats(name("least"), List.of(), 1));
            final String rows = node("at-least-one", "Max", node("root", "Sqrt", square), name("least"));
            final String rounded = node("rounded", "Round", rows);
            graph.node(new Node("Cast", name("rows"), rounded).integer("to", DataType.INT64.number()));
            return join("grid", name("rows"), node("columns", "Div", places, name("rows")));
        }

        private String join(final String name, final String... parts) {
            graph.node(new Node("Concat", name(name), parts).integer("axis", 0));
            return name(name);
        }

        private String toFloat(final String name, final String value) {
            graph.node(new Node("Cast", name(name), value).integer("to", DataType.FLOAT32.number()));
            return name(name);
        }

        private String node(final String name, final String operator, final String... inputs) {
            graph.node(new Node(operator, name(name), inputs));
            return name(name);
        }

        private String longs(final String name, final long... numbers) {
            graph.constant(Constant.longs(name(name), numbers));
            return name(name);
        }

        private String name(final String what) {
            return layer + NODES + what;
        }
    }
}
