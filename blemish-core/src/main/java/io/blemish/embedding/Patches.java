package io.blemish.embedding;

/**
 * The patches of one picture.
 *
 * @param height of the grid
 * @param width of the grid
 * @param dimension values of each patch
 * @param values patch by patch, row by row of the grid: {@code [height * width, dimension]}; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never changed
public record Patches(int height, int width, int dimension, float[] values) {
    /** How many patches. */
    public int count() {
        return height * width;
    }

    /** Whether every value is a number and finite; a damaged network gives others. */
    public boolean finite() {
        // A product with zero is zero for every finite value and NaN for the rest; the sum keeps a NaN.
        float sum = 0;
        for (final float value : values) {
            sum += value * 0f;
        }
        return sum == 0f;
    }
}
