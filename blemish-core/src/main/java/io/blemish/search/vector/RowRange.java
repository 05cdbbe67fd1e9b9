package io.blemish.search.vector;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.ModelException;

/**
 * The numbers that the rows of a bank have. An index that was read from a file may contain others if it is damaged.
 *
 * @param rows how many rows the bank has
 */
public record RowRange(int rows) {
    /**
     * Returns a number that is in the range.
     *
     * @throws BlemishException if it is not
     */
    public int require(final int row) {
        if (row < 0 || row >= rows) {
            throw new ModelException(
                    ErrorCode.MODEL_DAMAGED,
                    "The search index is damaged: it names row " + row + " of a bank of " + rows
                            + ". Copy the model again from where it was made, or fit it again.");
        }
        return row;
    }
}
