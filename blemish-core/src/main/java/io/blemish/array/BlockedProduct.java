package io.blemish.array;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.blemish.onnx.Constant;
import io.blemish.onnx.DataType;
import io.blemish.onnx.GraphBuilder;
import io.blemish.onnx.Node;
import io.blemish.onnx.OnnxRuntime;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * The product {@code left · rightᵀ} with a fixed right matrix, in single precision. The sum over the depth is taken block by
 * block: a sum of 1,536 products is eight of 192 and one of eight, so its rounding error is at most a seventh of that of one
 * sum in any order.
 *
 * <p>ONNX Runtime computes it on the calling thread: a product for each block, then their sum. All threads share the fixed
 * matrix; {@link Rows} holds the buffers of one.
 */
public final class BlockedProduct {
    private final int depth;
    private final int blocks;
    private final int blockDepth;
    private final int columns;
    private final FloatBuffer right;

    /**
     * Copies the fixed matrix.
     *
     * @param right its rows, one for each column of the product, of one length
     * @param largestBlock the most values of a row to sum in one go
     */
    public BlockedProduct(final float[][] right, final int largestBlock) {
        this.depth = right[0].length;
        this.blocks = (depth + largestBlock - 1) / largestBlock;
        this.blockDepth = (depth + blocks - 1) / blocks;
        this.columns = right.length;
        this.right = OnnxRuntime.floats(Math.multiplyExact(blocks * blockDepth, columns));
        for (int d = 0; d < depth; d++) {
            for (int c = 0; c < columns; c++) {
                this.right.put(d * columns + c, right[c][d]);
            }
        }
    }

    /** The number of terms by which {@link MatrixProduct#roundingOf} bounds the error of a value. */
    public int terms() {
        return blockDepth + blocks;
    }

    /** The left matrix and the product, for one thread. */
    public final class Rows {
        private final FloatBuffer left;
        private final FloatBuffer product;
        private int count;

        /**
         * Allocates buffers.
         *
         * @param most how many rows the left matrix may have
         */
        public Rows(final int most) {
            this.left = OnnxRuntime.floats(Math.multiplyExact(most, blocks * blockDepth));
            this.product = OnnxRuntime.floats(Math.multiplyExact(most, columns));
        }

        /**
         * Begins a left matrix, all of whose rows must be set.
         *
         * @param rows how many rows it has
         */
        public void begin(final int rows) {
            count = rows;
        }

        /** Sets a row of the left matrix. */
        public void put(final int row, final float[] values) {
            for (int b = 0; b < blocks; b++) {
                final int from = b * blockDepth;
                final int at = (b * count + row) * blockDepth;
                final int some = Math.min(blockDepth, depth - from);
                left.put(at, values, from, some);
                for (int d = some; d < blockDepth; d++) {
                    left.put(at + d, 0);
                }
            }
        }

        /**
         * Multiplies.
         *
         * @param target receives {@code [count, columns]}
         */
        public void multiply(final float[] target) {
            left.clear().limit(count * blocks * blockDepth);
            product.clear().limit(count * columns);
            final OrtEnvironment environment = OnnxRuntime.environment();
            final long[] leftShape = {blocks, count, blockDepth};
            final long[] rightShape = {blocks, blockDepth, columns};
            try (OnnxTensor a = OnnxTensor.createTensor(environment, left, leftShape);
                    OnnxTensor b = OnnxTensor.createTensor(environment, right.duplicate(), rightShape);
                    OnnxTensor c = OnnxTensor.createTensor(environment, product, new long[] {count, columns})) {
                Graph.SESSION
                        .run(Map.of(Graph.LEFT, a, Graph.RIGHT, b), Map.of(Graph.PRODUCT, c))
                        .close();
            } catch (final OrtException e) {
                throw new IllegalStateException("ONNX Runtime cannot multiply two matrices", e);
            }
            left.clear();
            product.get(0, target, 0, count * columns);
        }
    }

    /** The graph of two nodes, loaded at first use. */
    private static final class Graph {
        static final String LEFT = "left";
        static final String RIGHT = "right";
        static final String PRODUCT = "product";
        static final OrtSession SESSION = load();

        private static final String PARTIAL = "partial";
        private static final String AXIS = "axis";

        private static OrtSession load() {
            return OnnxRuntime.load(new GraphBuilder("blocked product")
                    .input(LEFT, DataType.FLOAT32, "blocks", "rows", "depth")
                    .input(RIGHT, DataType.FLOAT32, "blocks", "depth", "columns")
                    .constant(Constant.longs(AXIS, 0))
                    .output(PRODUCT, DataType.FLOAT32, "rows", "columns")
                    .node(new Node("MatMul", PARTIAL, LEFT, RIGHT))
                    .node(new Node("ReduceSum", PRODUCT, PARTIAL, AXIS).integer("keepdims", 0))
                    .build());
        }
    }
}
