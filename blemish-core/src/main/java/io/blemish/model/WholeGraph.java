package io.blemish.model;

import io.blemish.image.Size;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A model as one graph, which is run in the place of the model's networks, detector and drawing of maps. It takes what the networks
 * take, and gives all that a verdict is made of. Each output has the four axes of a feature map.
 *
 * @param onnx the contents of an ONNX file whose input is normalised pictures, {@code float32 [n, 3, height, width]}, in a direct
 *     buffer
 * @param size of the pictures that it takes, in pixels
 * @param outputs {@link #SCORE}, {@link #MAP} and {@link #DISTANCES}, in this order, and {@link #NEAREST} if the detector keeps
 *     patches
 */
public record WholeGraph(ByteBuffer onnx, Size size, List<String> outputs) {
    /** The score of each picture, {@code float32 [n, 1, 1, 1]}. */
    public static final String SCORE = "score";

    /** The anomaly map of each picture, {@code float32 [n, 1, height, width]}. */
    public static final String MAP = "map";

    /** The distance of each patch, {@code float32 [n, 1, rows, columns]}. */
    public static final String DISTANCES = "distances";

    /**
     * The number of the entry of the memory bank that is nearest to each patch, {@code float32 [n, 1, rows, columns]}. A graph has no
     * room for a bank whose numbers a float does not hold exactly.
     */
    public static final String NEAREST = "nearest";

    /**
     * Copies the list.
     *
     * @param onnx the contents of an ONNX file, in a direct buffer
     * @param size of the pictures that it takes, in pixels
     * @param outputs the names of its outputs, in order; copied
     */
    public WholeGraph {
        outputs = List.copyOf(outputs);
    }
}
