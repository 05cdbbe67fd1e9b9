package io.blemish.backbone.architecture;

import java.util.List;
import java.util.Map;

/**
 * A table with a vector for each place of a square grid, learned for one size of pictures. For another size it is
 * resampled in the graph itself, so that one graph takes pictures of every size: bicubic with {@code a = −1/2}, over a
 * wider neighbourhood where the grid shrinks. That is timm's way ({@code resample_abs_pos_embed}: {@code bicubic} with
 * {@code antialias}). Meta's own code for networks without registers resamples without antialiasing, a tenth of a place
 * aside; its features differ a little where the grid is not the table's.
 *
 * @param key the tensor, {@code [1, side², channels]}, or one row more
 * @param side of the grid
 * @param classRow whether the first row belongs to the class token
 * @param channels of each vector
 */
record PositionTable(String key, int side, boolean classRow, int channels) {
    /** The same table as some weights have it: for pictures of any size, with the class token's row or without. */
    PositionTable matching(final Parameters weights) {
        final List<Integer> found = weights.has(key) ? weights.shape(key) : shape();
        final int rows = found.size() == 3 ? found.get(1) : 0;
        final int places = (int) Math.round(Math.sqrt(rows));
        if (places > 0 && places * places == rows) {
            return new PositionTable(key, places, false, channels);
        }
        final int behindClass = (int) Math.round(Math.sqrt(rows - 1.0));
        return behindClass > 0 && behindClass * behindClass == rows - 1
                ? new PositionTable(key, behindClass, true, channels)
                : this;
    }

    /** The tensor's shape. */
    List<Integer> shape() {
        return List.of(1, side * side + (classRow ? 1 : 0), channels);
    }

    private Operand rows(final int from, final int to, final List<Integer> target) {
        return new Operand.Stored(Map.of(key, shape()), (name, weights) -> {
            final float[] rows = new float[(to - from) * channels];
            System.arraycopy(weights.values(key), from * channels, rows, 0, rows.length);
            return Parameters.constant(name, target, rows);
        });
    }

    /**
     * Adds the vectors for a grid.
     *
     * @param height its rows, {@code [1]} in whole numbers
     * @param width its columns, {@code [1]} in whole numbers
     * @return {@code [1, height · width, channels]}
     */
    PlannedMap addTo(final Plan plan, final PlannedMap height, final PlannedMap width) {
        final int first = classRow ? 1 : 0;
        final Operand table = rows(first, first + side * side, List.of(side, side, channels));
        final PlannedMap wide = plan.apply("MatMul", key + "/columns", channels, resampling(plan, width, "w"), table);
        final PlannedMap flat = plan.apply("Reshape", key + "/flat", channels, wide, Operand.longs(side, -1));
        final PlannedMap whole = plan.apply("MatMul", key + "/rows", channels, resampling(plan, height, "h"), flat);
        return plan.apply("Reshape", key + "/resampled", channels, whole, Operand.longs(1, -1, channels));
    }

    /** The matrix {@code [length, side]} that makes {@code length} values along one axis of {@code side}. */
    private PlannedMap resampling(final Plan plan, final PlannedMap length, final String axis) {
        final String name = key + "/" + axis + "/";
        final PlannedMap count = plan.toFloat(length, name + "count");
        final PlannedMap step = plan.apply("Div", name + "step", 1, Operand.number(side), count);
        final PlannedMap reach = plan.apply("Max", name + "reach", 1, step, Operand.number(1));
        final PlannedMap numbers = plan.range(length, name + "numbers");
        final PlannedMap middles = plan.apply("Add", name + "middles", 1, numbers, Operand.number(0.5));
        final PlannedMap centres = plan.apply("Mul", name + "centres", 1, middles, step);
        final PlannedMap column = plan.apply("Reshape", name + "column", 1, centres, Operand.longs(-1, 1));
        final PlannedMap distance = plan.apply("Sub", name + "distance", 1, places(), column);
        final PlannedMap x = plan.apply("Abs", name + "x", 1, plan.apply("Div", name + "scaled", 1, distance, reach));
        final PlannedMap weights = cubic(plan, x, name);
        final PlannedMap sum = plan.apply(
                "ReduceSum", name + "sum", 1, node -> node.integer("keepdims", 1), weights, Operand.longs(1));
        return plan.apply("Div", name + "matrix", 1, weights, sum);
    }

    /** The middles of the table's places, {@code [1, side]}. */
    private Operand places() {
        final float[] places = new float[side];
        for (int i = 0; i < side; i++) {
            places[i] = i + 0.5f;
        }
        return Operand.floats(List.of(1L, (long) side), places);
    }

    /**
     * Keys' kernel with {@code a = −1/2}: {@code 1.5x³ − 2.5x² + 1} to 1, {@code −0.5x³ + 2.5x² − 4x + 2} to 2, then
     * nothing.
     */
    private static PlannedMap cubic(final Plan plan, final PlannedMap x, final String name) {
        final PlannedMap square = plan.apply("Mul", name + "square", 1, x, x);
        final PlannedMap nearSlope = sum(plan, product(plan, x, 1.5, name + "near1"), -2.5, name + "near2");
        final PlannedMap near = sum(plan, plan.apply("Mul", name + "near3", 1, nearSlope, square), 1, name + "near");
        final PlannedMap bend = sum(plan, product(plan, x, -0.5, name + "far1"), 2.5, name + "far2");
        final PlannedMap slope = sum(plan, plan.apply("Mul", name + "far3", 1, bend, x), -4, name + "far4");
        final PlannedMap far = sum(plan, plan.apply("Mul", name + "far5", 1, slope, x), 2, name + "far");
        final PlannedMap outer =
                plan.apply("Where", name + "outer", 1, below(plan, x, 2, name + "below2"), far, Operand.number(0));
        return plan.apply("Where", name + "weights", 1, below(plan, x, 1, name + "below1"), near, outer);
    }

    private static PlannedMap below(final Plan plan, final PlannedMap x, final double bound, final String name) {
        return plan.apply("Less", name, 1, x, Operand.number(bound));
    }

    private static PlannedMap product(final Plan plan, final PlannedMap x, final double factor, final String name) {
        return plan.apply("Mul", name, 1, x, Operand.number(factor));
    }

    private static PlannedMap sum(final Plan plan, final PlannedMap x, final double term, final String name) {
        return plan.apply("Add", name, 1, x, Operand.number(term));
    }
}
