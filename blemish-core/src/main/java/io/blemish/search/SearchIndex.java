package io.blemish.search;

import io.blemish.array.FloatMatrix;
import io.blemish.parallel.Workers;

/**
 * What {@link ExactSearch} computes of a bank before the first query. A model file keeps it, so that opening a model
 * costs nothing.
 *
 * @param axes of the bank
 * @param heads of the bank's rows: coordinates along the leading axes, the norm of the rest, and the square of all that,
 *     {@code [n, leading + 2]}; of a row too large to square, zeros and minus infinity
 * @param tails of the bank's rows: the norm of what the leading axes leave out, coordinates along the other axes, the norm of
 *     what all axes leave out, {@code [n, others + 2]}
 * @param error how far a head, or head and tail together, may be off as a vector
 * @param reach the largest norm of a head
 */
public record SearchIndex(PrincipalAxes axes, FloatMatrix heads, FloatMatrix tails, double error, double reach) {
    private static final int BLOCK = 1024;

    /** Axes at most, in all or, of a crowd, in the head; their number costs time when a query is rotated. */
    private static final int MOST_AXES = 256;

    /** Dimensions for each axis, at least: with 384 of them, comparing a row in full costs hardly more than along 128 axes. */
    private static final int DIMENSIONS_PER_AXIS = 3;

    /** Axes of a head at least; their number costs time for each pair of a query and a row. */
    private static final int LEAST_LEADING = 96;

    /** Of all axes, those of a head at most. */
    private static final double MOST_LEADING = 0.75;

    /** All axes to those of a head, of a crowd. */
    private static final double CROWD_AXES = 1.5;

    /**
     * Computes the index of a bank.
     *
     * @param bank {@code [n, d]}, finite, at least one row
     * @param workers threads to use; the index does not depend on them
     * @throws io.blemish.InputException where a value is not finite
     */
    public static SearchIndex of(final FloatMatrix bank, final Workers workers) {
        final int axes = axes(bank);
        return of(bank, axes, leading(bank, axes), workers);
    }

    /**
     * Computes the index of a large bank of which no row was left out for being like another. Its rows crowd each other: few
     * axes rule few of them out, and each axis more saves comparisons. Of the 156,800 patches of 50 pictures, 1,792 values
     * each, 256 axes in the head and 384 in all leave far less than 96 and 256, and take two fifths of the time.
     *
     * @param bank {@code [n, d]}, finite, at least one row
     * @param workers threads to use; the index does not depend on them
     * @throws io.blemish.InputException where a value is not finite
     */
    public static SearchIndex ofCrowd(final FloatMatrix bank, final Workers workers) {
        final int leading = axes(bank);
        return of(bank, (int) (CROWD_AXES * leading), leading, workers);
    }

    /** As many as rows of that length are worth. */
    private static int axes(final FloatMatrix bank) {
        return Math.min(MOST_AXES, Math.max(LEAST_LEADING, bank.columns() / DIMENSIONS_PER_AXIS));
    }

    /** As many as make comparing heads as dear as rotating the query, within limits: of a small bank they cost little. */
    private static int leading(final FloatMatrix bank, final int axes) {
        final long balanced = (long) bank.columns() * axes / Math.max(1, bank.rows());
        return (int) Math.max(LEAST_LEADING, Math.min(balanced, (long) (MOST_LEADING * axes)));
    }

    static SearchIndex of(final FloatMatrix bank, final int axisCount, final int leading, final Workers workers) {
        final PrincipalAxes axes = PrincipalAxes.of(bank, axisCount, workers);
        final Sketcher sketcher = new Sketcher(axes, Math.min(leading, axes.count()));
        final int rows = bank.rows();
        final IndexRows heads = IndexRows.create(rows, sketcher.headWidth());
        final IndexRows tails = IndexRows.create(rows, sketcher.tailWidth());
        final float[] errors = new float[rows];
        final float[] squares = new float[rows];
        workers.forBlocks(rows, BLOCK, (from, to) -> {
            final float[] vectors = new float[(to - from) * bank.columns()];
            bank.copyRows(from, to - from, vectors, 0);
            final Sketcher.Sketches sketches = sketcher.sketch(vectors, 0, to - from);
            for (int i = from; i < to; i++) {
                final int square = (i - from + 1) * sketcher.headWidth() - 1;
                errors[i] = sketches.errors()[i - from];
                squares[i] = sketches.heads()[square];
                if (!(errors[i] < Float.POSITIVE_INFINITY)) {
                    sketches.heads()[square] = Float.NEGATIVE_INFINITY;
                }
            }
            heads.write(from, sketches.heads());
            tails.write(from, sketches.tails());
        });
        double error = 0;
        double reach = 0;
        for (int i = 0; i < rows; i++) {
            if (errors[i] < Float.POSITIVE_INFINITY) {
                error = Math.max(error, errors[i]);
                reach = Math.max(reach, Math.sqrt(squares[i]));
            }
        }
        return new SearchIndex(axes, heads.matrix(), tails.matrix(), error, reach);
    }

    /** How many axes a head is on. */
    int leading() {
        return heads.columns() - 2;
    }
}
