package io.blemish.array;

import io.blemish.BackboneException;
import io.blemish.BlemishException;
import io.blemish.ErrorCode;

/** Refuses patches with features that are not finite. */
public final class FiniteRows {
    private FiniteRows() {}

    /**
     * Checks one row.
     *
     * @param values rows of length {@code dimension}
     * @param at the row to check
     * @param number of the patch, for the message
     * @throws BlemishException if a value is NaN or infinite
     */
    public static void require(final float[] values, final int at, final int dimension, final int number) {
        for (int d = 0; d < dimension; d++) {
            final float value = values[at * dimension + d];
            if (!Float.isFinite(value)) {
                throw new BackboneException(
                        ErrorCode.MODEL_NOT_FINITE,
                        "The features of patch " + number + " contain " + value
                                + ", which is not a number to measure distances with; check the backbone's weights.");
            }
        }
    }
}
