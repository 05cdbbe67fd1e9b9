package io.blemish.array;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.blemish.onnx.Constant;
import io.blemish.onnx.DataType;
import io.blemish.onnx.GraphBuilder;
import io.blemish.onnx.Node;
import io.blemish.onnx.OnnxRuntime;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The product {@code offsets + scale · left · rightᵀ} of two matrices of whole numbers of one byte, in single precision,
 * and the smallest value of each {@link #RUN} of a row.
 *
 * <p>ONNX Runtime computes it on the calling thread, and the sums of whole numbers are exact. On a processor with
 * instructions for them (VNNI, AMX) it is three to six times as fast as {@link MatrixProduct}.
 *
 * <p>One instance holds the buffers of one thread; all share one session.
 */
public final class ByteProduct {
    /** How many neighbouring values of a row of the product share one minimum. */
    public static final int RUN = 64;

    /** A byte represents its unsigned value less this. */
    private static final int ZERO = 128;

    /**
     * The largest number of the right matrix if the processor adds products of bytes in 16 bits, as x86 without VNNI does: two
     * products with 255 just fit.
     */
    private static final int LARGEST_IN_16_BITS = 63;

    /** An upper limit of the roundings of a value of the product. */
    private static final int ROUNDINGS = 64;

    private final int depth;
    private final ByteBuffer left;
    private final byte[] unsigned;
    private final FloatBuffer product;
    private final FloatBuffer minima;

    /**
     * Allocates buffers.
     *
     * @param leftRows the most rows that the left matrix will have
     * @param rightRows the most rows that a right matrix will have
     * @param depth the columns of both
     */
    public ByteProduct(final int leftRows, final int rightRows, final int depth) {
        this.depth = depth;
        this.left = OnnxRuntime.bytes(Math.multiplyExact(leftRows, depth));
        this.unsigned = new byte[depth];
        this.product = OnnxRuntime.floats(Math.multiplyExact(leftRows, padded(rightRows)));
        this.minima = OnnxRuntime.floats(Math.multiplyExact(leftRows, padded(rightRows) / RUN));
    }

    /** The rows of a right matrix with those that fill its last run, whose products are infinite. */
    private static int padded(final int rows) {
        return (rows + RUN - 1) / RUN * RUN;
    }

    /** The largest number, of either sign, that the right matrix may contain. That of the left one is 127. */
    public static int largest() {
        return Accumulator.LARGEST;
    }

    /**
     * Whether this processor adds products of bytes in 32 bits, in one instruction. Any other is twice as fast with bytes as
     * in single precision, not three to six times.
     */
    public static boolean accumulatesIn32Bits() {
        return Accumulator.LARGEST == Byte.MAX_VALUE;
    }

    /**
     * The largest error of a value of the product, as a fraction of the sum of the magnitudes of offset and scaled product.
     */
    public static double rounding() {
        return MatrixProduct.roundingOf(ROUNDINGS);
    }

    /** A right matrix, which any thread may multiply with. */
    public static final class Right {
        private final int rows;
        private final int width;
        private final int depth;
        private final ByteBuffer numbers;
        private final FloatBuffer offsets;

        /**
         * Allocates a matrix of zeros.
         *
         * @param rows how many rows
         * @param depth its columns
         */
        public Right(final int rows, final int depth) {
            this.rows = rows;
            this.width = padded(rows);
            this.depth = depth;
            this.numbers = OnnxRuntime.bytes(Math.multiplyExact(width, depth));
            this.offsets = OnnxRuntime.floats(width);
            for (int row = rows; row < width; row++) {
                offsets.put(row, Float.POSITIVE_INFINITY);
            }
        }

        /**
         * Sets a row.
         *
         * @param row which
         * @param values numbers within {@link #largest}
         * @param offset added to products with the row
         */
        public void put(final int row, final byte[] values, final float offset) {
            for (int d = 0; d < depth; d++) {
                numbers.put(d * width + row, values[d]);
            }
            offsets.put(row, offset);
        }

        /** How many rows there are. */
        public int rows() {
            return rows;
        }

        /** Values of a row of the product: one for each row, and infinite ones that fill the last run. */
        public int width() {
            return width;
        }
    }

    /**
     * Sets a row of the left matrix.
     *
     * @param row which
     * @param values numbers from −127 to 127
     */
    public void put(final int row, final byte[] values) {
        for (int d = 0; d < depth; d++) {
            unsigned[d] = (byte) (values[d] ^ ZERO);
        }
        left.put(row * depth, unsigned);
    }

    /** The last product, {@code [leftRows, width]}, from position 0. */
    public FloatBuffer product() {
        return product;
    }

    /** The smallest value of each run of the last product, {@code [leftRows, width / RUN]}, from position 0. */
    public FloatBuffer minima() {
        return minima;
    }

    /**
     * Multiplies the rows that were put with a right matrix.
     *
     * @param leftRows rows of the left matrix
     * @param right the right matrix
     * @param scale of the product of whole numbers
     */
    public void multiply(final int leftRows, final Right right, final float scale) {
        left.clear().limit(leftRows * depth);
        final int runs = right.width / RUN;
        product.clear().limit(leftRows * right.width);
        minima.clear().limit(leftRows * runs);
        final OrtEnvironment environment = OnnxRuntime.environment();
        final long[] leftShape = {leftRows, depth};
        final long[] rightShape = {depth, right.width};
        try (OnnxTensor a = OnnxTensor.createTensor(environment, left, leftShape, OnnxJavaType.UINT8);
                OnnxTensor b =
                        OnnxTensor.createTensor(environment, right.numbers.duplicate(), rightShape, OnnxJavaType.INT8);
                OnnxTensor o =
                        OnnxTensor.createTensor(environment, right.offsets.duplicate(), new long[] {right.width});
                OnnxTensor s = OnnxTensor.createTensor(environment, scale);
                OnnxTensor p = OnnxTensor.createTensor(environment, product, new long[] {leftRows, right.width});
                OnnxTensor m = OnnxTensor.createTensor(environment, minima, new long[] {leftRows, runs})) {
            Graph.SESSION
                    .run(
                            Map.of(Graph.LEFT, a, Graph.RIGHT, b, Graph.OFFSETS, o, Graph.SCALE, s),
                            Map.of(Graph.PRODUCT, p, Graph.MINIMA, m))
                    .close();
        } catch (final OrtException e) {
            throw new IllegalStateException("ONNX Runtime cannot multiply two matrices of bytes", e);
        }
        left.clear();
    }

    /** The graph of three nodes, loaded at first use. */
    private static final class Graph {
        /** The domain of ONNX Runtime's own operators. */
        private static final String OWN_OPERATORS = "com.microsoft";

        static final String LEFT = "left";
        static final String RIGHT = "right";
        static final String OFFSETS = "offsets";
        static final String SCALE = "scale";
        static final String PRODUCT = "product";
        static final String MINIMA = "minima";
        private static final String ONE = "one";
        private static final String MIDDLE = "middle";
        private static final String NONE = "";
        private static final String PARTS = "parts";
        private static final String SHAPE = "shape";
        private static final long SAME = 0;
        private static final long REST = -1;
        static final OrtSession SESSION = load();

        private static OrtSession load() {
            return OnnxRuntime.load(new GraphBuilder("product of bytes")
                    .operators(OWN_OPERATORS, 1)
                    .input(LEFT, DataType.UINT8, "rows", "depth")
                    .input(RIGHT, DataType.INT8, "depth", "columns")
                    .input(OFFSETS, DataType.FLOAT32, "columns")
                    .input(SCALE, DataType.FLOAT32)
                    .constant(Constant.floats(ONE, List.of(), 1))
                    .constant(Constant.unsignedByte(MIDDLE, ZERO))
                    .constant(Constant.longs(SHAPE, SAME, REST, RUN))
                    .output(PRODUCT, DataType.FLOAT32, "rows", "columns")
                    .output(MINIMA, DataType.FLOAT32, "rows", "runs")
                    .node(new Node("MatMulIntegerToFloat", PRODUCT, LEFT, RIGHT, SCALE, ONE, MIDDLE, NONE, OFFSETS)
                            .withDomain(OWN_OPERATORS))
                    .node(new Node("Reshape", PARTS, PRODUCT, SHAPE))
                    .node(new Node("ReduceMin", MINIMA, PARTS)
                            .integer("keepdims", 0)
                            .integers("axes", 2))
                    .build());
        }
    }

    /** Tries with the largest products whether this processor adds them in 32 bits. */
    private static final class Accumulator {
        private static final int[] ROWS = {1, 7, 64};
        private static final int[] DEPTHS = {2, 8, 61, 512};
        private static final byte MOST = Byte.MAX_VALUE;
        static final int LARGEST = isExact() ? MOST : LARGEST_IN_16_BITS;

        private static boolean isExact() {
            for (final int rows : ROWS) {
                for (final int depth : DEPTHS) {
                    if (!isExact(rows, depth, MOST) || !isExact(rows, depth, (byte) -MOST)) {
                        return false;
                    }
                }
            }
            return true;
        }

        private static boolean isExact(final int rows, final int depth, final byte most) {
            final byte[] left = new byte[depth];
            final byte[] right = new byte[depth];
            Arrays.fill(left, MOST);
            Arrays.fill(right, most);
            final ByteProduct product = new ByteProduct(rows, rows, depth);
            final Right matrix = new Right(rows, depth);
            for (int row = 0; row < rows; row++) {
                product.put(row, left);
                matrix.put(row, right, 0);
            }
            product.multiply(rows, matrix, 1);
            for (int i = 0; i < rows * rows; i++) {
                if (product.product().get(i / rows * matrix.width() + i % rows) != depth * MOST * most) {
                    return false;
                }
            }
            return true;
        }
    }
}
