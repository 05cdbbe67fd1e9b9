package io.blemish.backbone.architecture;

import io.blemish.onnx.Node;

/**
 * The square window that a convolution or a pooling moves over a feature map, the same in both directions.
 *
 * @param size of a side, in positions
 * @param stride by which it moves, in positions
 * @param padding that is added to each side of the map, in positions
 */
record SlidingWindow(int size, int stride, int padding) {
    /** A window of one position, which leaves the map's size as it is. */
    static final SlidingWindow POINT = new SlidingWindow(1, 1, 0);

    /** A window of an odd size; the map's size is divided by the stride and otherwise stays. */
    static SlidingWindow same(final int size, final int stride) {
        return new SlidingWindow(size, stride, size / 2);
    }

    /** Adds the attributes that describe it to a node. */
    Node describeIn(final Node node) {
        return node.integers("kernel_shape", size, size)
                .integers("pads", padding, padding, padding, padding)
                .integers("strides", stride, stride);
    }
}
