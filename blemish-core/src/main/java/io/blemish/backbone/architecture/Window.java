package io.blemish.backbone.architecture;

import io.blemish.onnx.AttributeProto;
import io.blemish.onnx.NodeProto;
import java.util.Collections;
import java.util.List;

/** A square window moved over a feature map, the same in both directions. */
record Window(int kernel, int stride, int padding) {
    /** A window of an odd size that keeps the map's size but for the stride. */
    static Window same(final int kernel, final int stride) {
        return new Window(kernel, stride, kernel / 2);
    }

    void addTo(final NodeProto.Builder node) {
        node.addAttribute(ints("kernel_shape", Collections.nCopies(2, (long) kernel)))
                .addAttribute(ints("pads", Collections.nCopies(4, (long) padding)))
                .addAttribute(ints("strides", Collections.nCopies(2, (long) stride)));
    }

    private static AttributeProto ints(final String name, final List<Long> values) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INTS)
                .addAllInts(values)
                .build();
    }
}
