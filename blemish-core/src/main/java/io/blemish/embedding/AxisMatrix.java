package io.blemish.embedding;

import io.blemish.onnx.GraphAssembly;
import io.blemish.onnx.GridValue;
import java.util.List;

/**
 * What brings the positions along one axis of a grid to others, as a matrix {@code [target, source]}: interpolation, averages
 * and smoothing, or several of them at once, since their product is a matrix too. In a graph, a grid is multiplied by one from
 * either side.
 */
public final class AxisMatrix {
    private final int target;
    private final int source;
    private final double[] values;

    private AxisMatrix(final int target, final int source) {
        this.target = target;
        this.source = source;
        this.values = new double[Math.multiplyExact(target, source)];
    }

    /**
     * {@return a matrix}
     *
     * @param target how many positions are wanted
     * @param source how many positions there are
     * @param rows says for each target position what it takes of which source position
     */
    public static AxisMatrix of(final int target, final int source, final Rows rows) {
        final AxisMatrix matrix = new AxisMatrix(target, source);
        for (int row = 0; row < target; row++) {
            final int first = row * source;
            rows.fill(row, (position, weight) -> matrix.values[first + position] += weight);
        }
        return matrix;
    }

    /**
     * {@return the interpolation of {@link Upsampling}}
     *
     * @param source how many positions there are
     * @param target how many positions are wanted
     */
    public static AxisMatrix upsampling(final int source, final int target) {
        return Upsampling.of(source, target).matrix(source);
    }

    /**
     * {@return this, and then another}
     *
     * @param next has as many source positions as this has targets
     */
    public AxisMatrix then(final AxisMatrix next) {
        return of(next.target, source, (row, taken) -> {
            for (int between = 0; between < target; between++) {
                final double weight = next.values[row * target + between];
                for (int position = 0; weight != 0 && position < source; position++) {
                    taken.add(position, weight * values[between * source + position]);
                }
            }
        });
    }

    /**
     * Brings the grids of a graph to other positions.
     *
     * @param graph to which nodes are added
     * @param grid to be changed
     * @param rows for its rows
     * @param columns for its columns
     * @return the grid with other positions
     */
    public static GridValue apply(
            final GraphAssembly graph, final GridValue grid, final AxisMatrix rows, final AxisMatrix columns) {
        String value = grid.name();
        if (!rows.isIdentity()) {
            value = graph.node("MatMul", rows.addTo(graph), value);
        }
        if (!columns.isIdentity()) {
            value = graph.node("MatMul", value, columns.transposed().addTo(graph));
        }
        return new GridValue(value, grid.channels(), rows.target, columns.target);
    }

    private String addTo(final GraphAssembly graph) {
        final float[] rounded = new float[values.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) values[i];
        }
        return graph.floats(List.of((long) target, (long) source), rounded);
    }

    private AxisMatrix transposed() {
        return of(source, target, (row, taken) -> {
            for (int column = 0; column < target; column++) {
                taken.add(column, values[column * source + row]);
            }
        });
    }

    private boolean isIdentity() {
        boolean identity = source == target;
        for (int i = 0; identity && i < values.length; i++) {
            identity = values[i] == (i % (source + 1) == 0 ? 1 : 0);
        }
        return identity;
    }

    /** Fills a matrix row by row. */
    @FunctionalInterface
    public interface Rows {
        /**
         * Fills a row.
         *
         * @param row its number
         * @param taken receives the source positions with their weights
         */
        void fill(int row, Taken taken);
    }

    /** Receives what a target position takes. */
    @FunctionalInterface
    public interface Taken {
        /**
         * Adds a source position.
         *
         * @param position its number
         * @param weight the factor of its value
         */
        void add(int position, double weight);
    }
}
