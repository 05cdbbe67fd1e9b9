package io.blemish.detector.anomalydino;

import io.blemish.embedding.Patches;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Patches along the axis on which they vary most. */
final class FirstComponent {
    /** The change of the axis, squared, at which it is found. */
    private static final double FOUND = 1e-12;

    /** Where two axes are nearly alike, any direction between them will do. */
    private static final int MOST_STEPS = 200;

    private FirstComponent() {}

    /**
     * The first principal component of each patch of a picture, about mean 0. Its sign means nothing. The axis is found by power
     * iteration from a start that is always the same.
     */
    static double[] of(final Patches patches) {
        final int count = patches.count();
        final int dimension = patches.dimension();
        final float[] centred = centred(patches.values(), count, dimension);
        final SplittableRandom random = new SplittableRandom(0);
        double[] axis = random.doubles(dimension, -1, 1).toArray();
        double[] component = new double[count];
        normalise(axis);
        for (int step = 0; step < MOST_STEPS; step++) {
            component = along(centred, axis, count);
            final double[] next = new double[dimension];
            for (int p = 0; p < count; p++) {
                for (int d = 0; d < dimension; d++) {
                    next[d] += component[p] * centred[p * dimension + d];
                }
            }
            if (!normalise(next)) {
                return component;
            }
            double change = 0;
            for (int d = 0; d < dimension; d++) {
                change += (next[d] - axis[d]) * (next[d] - axis[d]);
            }
            axis = next;
            if (change < FOUND) {
                break;
            }
        }
        return along(centred, axis, count);
    }

    private static float[] centred(final float[] values, final int count, final int dimension) {
        final double[] means = new double[dimension];
        for (int i = 0; i < values.length; i++) {
            means[i % dimension] += values[i];
        }
        final float[] centred = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            centred[i] = (float) (values[i] - means[i % dimension] / count);
        }
        return centred;
    }

    private static double[] along(final float[] centred, final double[] axis, final int count) {
        final double[] component = new double[count];
        for (int p = 0; p < count; p++) {
            double sum = 0;
            for (int d = 0; d < axis.length; d++) {
                sum += centred[p * axis.length + d] * axis[d];
            }
            component[p] = sum;
        }
        return component;
    }

    /** Returns whether the vector had a length. */
    private static boolean normalise(final double[] vector) {
        final double length =
                Math.sqrt(Arrays.stream(vector).map(value -> value * value).sum());
        if (!(length > 0)) {
            return false;
        }
        for (int d = 0; d < vector.length; d++) {
            vector[d] /= length;
        }
        return true;
    }

    /** The limit between two sides of the components that leaves the least variance within them, in the middle of the gap there. */
    static double split(final double[] component) {
        final double[] sorted = component.clone();
        Arrays.sort(sorted);
        final double all = Arrays.stream(sorted).sum();
        double best = -1;
        double limit = sorted[sorted.length - 1];
        double below = 0;
        for (int count = 1; count < sorted.length; count++) {
            below += sorted[count - 1];
            final double apart = (all - below) / (sorted.length - count) - below / count;
            final double between = apart * apart * count * (sorted.length - count);
            if (sorted[count] > sorted[count - 1] && between > best) {
                best = between;
                limit = (sorted[count] + sorted[count - 1]) / 2;
            }
        }
        return limit;
    }
}
