package io.blemish.backbone.architecture;

import io.blemish.onnx.Constant;
import java.util.List;
import java.util.Map;

/** What an operation of a {@link Plan} reads: the result of another, or numbers that the graph stores. */
sealed interface Operand permits PlannedMap, Operand.Stored {
    /**
     * Numbers that the graph stores.
     *
     * @param parameters the tensors from which they are made, with their shapes
     * @param making makes them
     */
    record Stored(Map<String, List<Integer>> parameters, Making making) implements Operand {}

    /** Makes stored numbers. */
    @FunctionalInterface
    interface Making {
        /**
         * Makes them.
         *
         * @param name by which the operation reads them
         * @param weights has all tensors from which they are made
         */
        Constant constant(String name, Parameters weights);
    }

    /** Whole numbers, such as a shape. */
    static Stored longs(final long... numbers) {
        return new Stored(Map.of(), (name, weights) -> Constant.longs(name, numbers));
    }

    /** A single number. */
    static Stored number(final double value) {
        return new Stored(Map.of(), (name, weights) -> Constant.floats(name, List.of(), (float) value));
    }

    /** Numbers that are the same for all weights. */
    static Stored floats(final List<Long> shape, final float... values) {
        return new Stored(Map.of(), (name, weights) -> Constant.floats(name, shape, values));
    }

    /** A tensor as it is. */
    static Stored tensor(final String key, final Integer... shape) {
        final List<Integer> sizes = List.of(shape);
        return new Stored(Map.of(key, sizes), (name, weights) -> Parameters.constant(name, sizes, weights.values(key)));
    }
}
