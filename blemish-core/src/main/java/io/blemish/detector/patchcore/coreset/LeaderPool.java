package io.blemish.detector.patchcore.coreset;

import java.util.List;

/** The leading points of all parts, among which picks are made until a point that is not here might come first. */
final class LeaderPool {
    private final int dimension;
    private final long[] indices;
    private final double[] nearest;
    private final float[][] vectors;
    private final int[] begins;
    private double limit = Double.NEGATIVE_INFINITY;
    private long lastTied = Long.MAX_VALUE;

    LeaderPool(final List<Leaders> parts, final int dimension) {
        final int size = parts.stream().mapToInt(part -> part.indices().length).sum();
        this.dimension = dimension;
        this.indices = new long[size];
        this.nearest = new double[size];
        this.vectors = new float[size][];
        this.begins = new int[size];
        int at = 0;
        for (final Leaders part : parts) {
            final int count = part.indices().length;
            System.arraycopy(part.indices(), 0, indices, at, count);
            System.arraycopy(part.squaredDistances(), 0, nearest, at, count);
            // Where the parts have them: those of very many parts would not fit into one array.
            for (int i = 0; i < count; i++, at++) {
                vectors[at] = part.vectors();
                begins[at] = i * dimension;
            }
            restrict(part);
        }
    }

    /** The points that are not here come after the largest limit, of equal ones after the lowest number. */
    private void restrict(final Leaders part) {
        if (part.limit() > limit) {
            limit = part.limit();
            lastTied = part.lastTied();
        } else if (part.limit() == limit) {
            lastTied = Math.min(lastTied, part.lastTied());
        }
    }

    /** The farthest point, of equal ones that of the lowest number; below 0 if a point that is not here might come before it. */
    int next() {
        int next = -1;
        for (int i = 0; i < nearest.length; i++) {
            if (nearest[i] >= 0 && (next < 0 || comesBefore(i, next))) {
                next = i;
            }
        }
        return next >= 0 && leads(next) ? next : -1;
    }

    private boolean comesBefore(final int one, final int other) {
        return nearest[one] > nearest[other] || (nearest[one] == nearest[other] && indices[one] < indices[other]);
    }

    private boolean leads(final int member) {
        return nearest[member] > limit || (nearest[member] == limit && indices[member] <= lastTied);
    }

    long index(final int member) {
        return indices[member];
    }

    double squaredDistance(final int member) {
        return nearest[member];
    }

    void copyVector(final int member, final float[] target, final int offset) {
        System.arraycopy(vectors[member], begins[member], target, offset, dimension);
    }

    /** Picks a point: the others may be nearer to it than to the picks before. */
    void pick(final int member) {
        nearest[member] = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < nearest.length; i++) {
            if (nearest[i] > 0) {
                nearest[i] =
                        Points.nearer(nearest[i], vectors[i], begins[i], vectors[member], begins[member], dimension);
            }
        }
    }
}
