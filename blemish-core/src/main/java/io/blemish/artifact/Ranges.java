package io.blemish.artifact;

import io.blemish.array.FloatMatrix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the records of a model file ask of their values. A file may hold any value in any place, whoever wrote it, so that each
 * record refuses what it could not have been given; nothing later has to be on its guard.
 */
public final class Ranges {
    /** More rows or columns of patches than the largest input has pixels there are none. */
    private static final int MAX_SIDE = 4096;

    /** More values of a patch than all layers of any network give there are none. */
    private static final int MAX_DIMENSION = 1 << 17;

    private Ranges() {}

    /**
     * Checks the grid of a picture's patches.
     *
     * @param height rows of it
     * @param width columns of it
     * @param dimension values of a patch
     * @throws IllegalArgumentException if one is out of its range
     */
    public static void grid(final int height, final int width, final int dimension) {
        within(height, "grid_height", 1, MAX_SIDE);
        within(width, "grid_width", 1, MAX_SIDE);
        within(dimension, "dimension", 1, MAX_DIMENSION);
    }

    /**
     * A value that a document must have.
     *
     * @param value possibly left out
     * @param name of it, for the message
     * @throws IllegalArgumentException if it was left out
     */
    public static <T> T present(final @Nullable T value, final String name) {
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }

    /**
     * A list that a document must have, with nothing left out in it.
     *
     * @param list possibly left out
     * @param name of it, for the message
     * @return a copy
     * @throws IllegalArgumentException if it, or something in it, was left out
     */
    public static <T> List<T> complete(final @Nullable List<T> list, final String name) {
        for (final T value : present(list, name)) {
            present(value, "a value of " + name);
        }
        return List.copyOf(present(list, name));
    }

    /**
     * Checks a whole number.
     *
     * @param value of it
     * @param name of it, for the message
     * @param least that it may be
     * @param most that it may be
     * @throws IllegalArgumentException if it is another
     */
    public static void within(final long value, final String name, final long least, final long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be from " + least + " to " + most + ", not " + value);
        }
    }

    /**
     * Checks a number.
     *
     * @param value of it
     * @param name of it, for the message
     * @param least that it may be
     * @param most that it may be
     * @throws IllegalArgumentException if it is another, or not a number
     */
    public static void within(final double value, final String name, final double least, final double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(name + " must be from " + least + " to " + most + ", not " + value);
        }
    }

    /**
     * Checks the shape of an array.
     *
     * @param matrix to check
     * @param name of it, for the message
     * @param rows that it must have
     * @param columns that it must have
     * @throws IllegalArgumentException if it has others
     */
    public static void shape(final FloatMatrix matrix, final String name, final long rows, final long columns) {
        if (matrix.rows() != rows || matrix.columns() != columns) {
            throw new IllegalArgumentException(name + " is a matrix of " + matrix.rows() + " by " + matrix.columns()
                    + " and not of " + rows + " by " + columns);
        }
    }

    /**
     * Checks that each value of an array is a finite number.
     *
     * @param matrix to check
     * @param name of it, for the message
     * @throws IllegalArgumentException if one is not
     */
    public static void finite(final FloatMatrix matrix, final String name) {
        for (int row = 0; row < matrix.rows(); row++) {
            finite(matrix.row(row), name);
        }
    }

    /**
     * Checks that each of some values is a finite number.
     *
     * @param values to check
     * @param name of them, for the message
     * @throws IllegalArgumentException if one is not
     */
    public static void finite(final float @Nullable [] values, final String name) {
        for (final float value : present(values, name)) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException(name + " must be finite numbers, not " + value);
            }
        }
    }
}
