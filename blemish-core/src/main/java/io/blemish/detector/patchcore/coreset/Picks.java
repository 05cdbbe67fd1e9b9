package io.blemish.detector.patchcore.coreset;

import io.blemish.ErrorCode;
import io.blemish.OptionException;
import java.util.Arrays;
import java.util.Locale;

/** The picks so far, with their vectors and their rows of a product, each in one array. */
final class Picks {
    private static final int INITIAL = 64;

    /** The index of a pick that is no point of these. */
    private static final int OTHER = -1;

    private final Points points;
    private final int[] indices;
    private final double[] norms;
    private int size;
    private float[] vectors;
    private float[] rows;

    Picks(final Points points, final int wanted) {
        requireRoom(wanted, points.width());
        this.points = points;
        this.indices = new int[wanted];
        this.norms = new double[wanted];
        final int capacity = Math.min(INITIAL, wanted);
        this.vectors = new float[capacity * points.dimension()];
        this.rows = new float[capacity * points.width()];
    }

    /**
     * Refuses what has no room, before anything is compared.
     *
     * @param wanted how many picks there will be
     * @param values of each
     */
    static void requireRoom(final int wanted, final int values) {
        if ((long) wanted * values > Integer.MAX_VALUE) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    String.format(
                            Locale.ROOT,
                            "A memory bank of %,d entries cannot be chosen, and at most %,d can. Keep a smaller share of the"
                                    + " patches, or limit the entries.",
                            wanted,
                            Integer.MAX_VALUE / values));
        }
    }

    void add(final int point) {
        final float[] vector = new float[points.dimension()];
        points.copyRow(point, vector, 0);
        add(point, vector);
    }

    /** Adds a pick that is no point of these, but of another part of all points. */
    void addOther(final float[] vector) {
        add(OTHER, vector);
    }

    private void add(final int point, final float[] vector) {
        if ((size + 1) * points.dimension() > vectors.length) {
            final int capacity = Math.min(indices.length, 2 * size);
            vectors = Arrays.copyOf(vectors, Math.multiplyExact(capacity, points.dimension()));
            rows = Arrays.copyOf(rows, Math.multiplyExact(capacity, points.width()));
        }
        System.arraycopy(vector, 0, vectors, size * points.dimension(), points.dimension());
        norms[size] = points.writeRight(vector, rows, size * points.width());
        indices[size++] = point;
    }

    int size() {
        return size;
    }

    int wanted() {
        return indices.length;
    }

    boolean complete() {
        return size == indices.length;
    }

    /** All of them, not to be changed; only the first {@link #size} are made yet. */
    int[] indices() {
        return indices;
    }

    /** The row {@code (-2(p-μ), ‖p-μ‖²)} of each pick. */
    float[] rows() {
        return rows;
    }

    /** The largest distance from the mean among some picks. */
    double largestNorm(final int from, final int to) {
        double largest = 0;
        for (int p = from; p < to; p++) {
            largest = Math.max(largest, norms[p]);
        }
        return largest;
    }

    /** The squared distance by definition between a pick and a vector. */
    double squaredDistance(final int pick, final float[] vector) {
        final int dimension = points.dimension();
        return Points.squaredDistance(vector, 0, vectors, pick * dimension, dimension);
    }
}
