package io.blemish.backbone.architecture;

import java.util.Arrays;
import java.util.List;

/**
 * Positions that turn queries and keys, as in DINOv3 (Siméoni et al., <em>DINOv3</em>, 2025; Su et al.,
 * <em>RoFormer</em>, 2021). A place's row and column, each from −1 to 1 across the grid, become angles {@code 2π ·
 * coordinate / period} with periods {@code 100^(4i/d)}, {@code i < d/4}; the pair of channels {@code i} and {@code i +
 * d/2} is turned by the {@code i}-th of {@code d/2} angles, rows first. Leading tokens are not turned. Angles follow
 * the picture's size, so no table is resampled.
 *
 * @param leading tokens before those of the places
 * @param channels of a head, {@code d}
 */
record RotaryPosition(int leading, int channels) {
    private static final double TEMPERATURE = 100;

    /**
     * The cosine and sine of every token's angles.
     *
     * @param cosine {@code [leading + h·w, d]}
     * @param sine of the same shape
     */
    record Turns(PlannedMap cosine, PlannedMap sine) {
        /** Turns the vectors of heads, {@code [n, heads, tokens, d]}. */
        PlannedMap turn(final Plan plan, final PlannedMap vectors, final int channels, final String name) {
            final PlannedMap second = part(plan, vectors, channels / 2, channels, name + "/second");
            final PlannedMap first = part(plan, vectors, 0, channels / 2, name + "/first");
            final PlannedMap negative = plan.apply("Neg", name + "/negative", channels, second);
            final PlannedMap swapped = plan.apply(
                    "Concat", name + "/swapped", channels, node -> node.integer("axis", -1), negative, first);
            return plan.apply(
                    "Add",
                    name,
                    channels,
                    plan.apply("Mul", name + "/along", channels, vectors, cosine),
                    plan.apply("Mul", name + "/across", channels, swapped, sine));
        }

        private static PlannedMap part(
                final Plan plan, final PlannedMap vectors, final int from, final int to, final String name) {
            return plan.apply(
                    "Slice", name, to - from, vectors, Operand.longs(from), Operand.longs(to), Operand.longs(-1));
        }
    }

    /**
     * Adds the turns of a grid's places.
     *
     * @param height its rows, {@code [1]} in whole numbers
     * @param width its columns, {@code [1]} in whole numbers
     */
    Turns addTo(final Plan plan, final PlannedMap height, final PlannedMap width) {
        final PlannedMap places = plan.apply(
                "Concat", "rope/grid", 1, node -> node.integer("axis", 0), height, width, Operand.longs(channels / 4));
        final PlannedMap rows = spread(plan, angles(plan, height, "rope/rows", -1, 1, 1), places, "rope/rows/all");
        final PlannedMap columns =
                spread(plan, angles(plan, width, "rope/columns", 1, -1, 1), places, "rope/columns/all");
        final PlannedMap both = plan.apply(
                "Concat", "rope/both", channels, node -> node.integer("axis", 2), rows, columns, rows, columns);
        final PlannedMap angles = plan.apply("Reshape", "rope/angles", channels, both, Operand.longs(-1, channels));
        return new Turns(
                behindLeading(plan, plan.apply("Cos", "rope/cos", channels, angles), 1, "rope/cosine"),
                behindLeading(plan, plan.apply("Sin", "rope/sin", channels, angles), 0, "rope/sine"));
    }

    /** The angles along one axis, of the given shape but for the periods behind it. */
    private PlannedMap angles(final Plan plan, final PlannedMap length, final String name, final long... shape) {
        final PlannedMap numbers = plan.range(length, name + "/numbers");
        final PlannedMap middles = plan.apply("Add", name + "/middles", 1, numbers, Operand.number(0.5));
        final PlannedMap shares =
                plan.apply("Div", name + "/shares", 1, middles, plan.toFloat(length, name + "/count"));
        final PlannedMap doubled = plan.apply("Mul", name + "/doubled", 1, shares, Operand.number(2));
        final PlannedMap coordinates = plan.apply("Sub", name + "/coordinates", 1, doubled, Operand.number(1));
        final PlannedMap shaped = plan.apply("Reshape", name + "/shaped", 1, coordinates, Operand.longs(shape));
        return plan.apply("Mul", name + "/angles", channels, shaped, frequencies());
    }

    private Operand frequencies() {
        final float[] frequencies = new float[channels / 4];
        for (int i = 0; i < frequencies.length; i++) {
            frequencies[i] = (float) (2 * Math.PI / Math.pow(TEMPERATURE, 4.0 * i / channels));
        }
        return Operand.floats(List.of((long) frequencies.length), frequencies);
    }

    private PlannedMap spread(final Plan plan, final PlannedMap angles, final PlannedMap grid, final String name) {
        return plan.apply("Expand", name, channels, angles, grid);
    }

    /** The turns of the leading tokens, which stay where they are, and then those of the places. */
    private PlannedMap behindLeading(final Plan plan, final PlannedMap turns, final float still, final String name) {
        final float[] values = new float[leading * channels];
        Arrays.fill(values, still);
        return plan.apply(
                "Concat",
                name,
                channels,
                node -> node.integer("axis", 0),
                Operand.floats(List.of((long) leading, (long) channels), values),
                turns);
    }
}
