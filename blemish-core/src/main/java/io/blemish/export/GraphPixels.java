package io.blemish.export;

import io.blemish.image.Normalization;
import io.blemish.image.Size;
import io.blemish.onnx.DataType;
import io.blemish.onnx.GraphAssembly;
import java.util.List;

/** The form in which a graph takes the pixels of pictures, which have the size of the network's input already. */
public enum GraphPixels {
    /** Bytes as decoders give them: {@code uint8 [n, height, width, 3]}, red first, 0 to 255. */
    UINT8(DataType.UINT8, "uint8 [n, height, width, 3], RGB, 0 to 255"),
    /** Floats as torchvision's {@code ToTensor} gives them: {@code float32 [n, 3, height, width]}, red first, 0 to 1. */
    FLOAT32(DataType.FLOAT32, "float32 [n, 3, height, width], RGB, 0 to 1");

    /** The name of the graph's input. */
    static final String NAME = "pictures";

    private static final int CHANNELS = 3;
    private static final float WHITE = 255;

    private final DataType type;
    private final String layout;

    GraphPixels(final DataType type, final String layout) {
        this.type = type;
        this.layout = layout;
    }

    /** {@return type, axes, order of the colours and range, for people} */
    public String layout() {
        return layout;
    }

    /** The shape of some pictures. */
    long[] shape(final int count, final Size size) {
        return this == UINT8
                ? new long[] {count, size.height(), size.width(), CHANNELS}
                : new long[] {count, CHANNELS, size.height(), size.width()};
    }

    /**
     * Adds the input, and the nodes that bring it to a network's input.
     *
     * @return {@code [n, 3, height, width]}, normalised
     */
    String addTo(final GraphAssembly graph, final Size size, final Normalization normalization) {
        final String height = Integer.toString(size.height());
        final String width = Integer.toString(size.width());
        if (this == UINT8) {
            graph.graph().input(NAME, type, "n", height, width, Integer.toString(CHANNELS));
        } else {
            graph.graph().input(NAME, type, "n", Integer.toString(CHANNELS), height, width);
        }
        final String shares = this == UINT8
                ? graph.node("Div", graph.transpose(graph.toFloat(NAME), 0, 3, 1, 2), graph.number(WHITE))
                : NAME;
        return graph.node(
                "Div",
                graph.node("Sub", shares, perChannel(graph, normalization.mean())),
                perChannel(graph, normalization.std()));
    }

    private static String perChannel(final GraphAssembly graph, final List<Float> values) {
        return graph.floats(List.of((long) CHANNELS, 1L, 1L), values.get(0), values.get(1), values.get(2));
    }
}
