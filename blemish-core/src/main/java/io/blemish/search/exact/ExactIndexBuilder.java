package io.blemish.search.exact;

import io.blemish.array.FloatMatrix;
import io.blemish.array.FloatMatrixBuilder;
import io.blemish.parallel.Workers;
import io.blemish.search.vector.PrincipalAxes;

/** Builds exact indices: chooses how many axes a bank is worth and projects its rows. */
final class ExactIndexBuilder {
    /** Rows projected at a time. */
    private static final int BLOCK = 1024;

    /**
     * Axes at most: in all, or in a dense bank the leading ones. Their number costs time when a query is rotated.
     */
    private static final int MAX_AXES = 256;

    /** Values of a row for each axis, at least. With 384 values, comparing in full hardly costs more than along 128 axes. */
    private static final int VALUES_PER_AXIS = 3;

    /** Leading axes at least. Their number costs time for each pair of a query and a row. */
    private static final int MIN_LEADING = 96;

    /** The largest part of all axes that may lead. */
    private static final double MAX_LEADING_PART = 0.75;

    /** The number of all axes of a dense bank by that of its leading ones. */
    private static final double DENSE_AXES = 1.5;

    private final FloatMatrix bank;
    private final Workers workers;

    ExactIndexBuilder(final FloatMatrix bank, final Workers workers) {
        this.bank = bank;
        this.workers = workers;
    }

    ExactIndex ofCoreset() {
        final int axes = axes();
        return build(PrincipalAxes.of(bank, axes, workers), leading(axes));
    }

    ExactIndex ofDense() {
        final int leading = axes();
        return build(PrincipalAxes.of(bank, (int) (DENSE_AXES * leading), workers), leading);
    }

    ExactIndex alongCoordinates() {
        final int axes = axes();
        return build(PrincipalAxes.coordinates(bank, axes), leading(axes));
    }

    /** As many axes as rows of that length are worth. */
    private int axes() {
        return Math.min(MAX_AXES, Math.max(MIN_LEADING, bank.columns() / VALUES_PER_AXIS));
    }

    /** As many leading axes as make comparing rows as costly as rotating the query, within limits. */
    private int leading(final int axes) {
        final long balanced = (long) bank.columns() * axes / Math.max(1, bank.rows());
        return (int) Math.max(MIN_LEADING, Math.min(balanced, (long) (MAX_LEADING_PART * axes)));
    }

    private ExactIndex build(final PrincipalAxes axes, final int leadingAxes) {
        final Projector projector = new Projector(axes, Math.min(leadingAxes, axes.count()));
        final int rows = bank.rows();
        final FloatMatrixBuilder leading = FloatMatrixBuilder.of(rows, projector.leadingWidth());
        final FloatMatrixBuilder trailing = FloatMatrixBuilder.of(rows, projector.trailingWidth());
        final float[] errors = new float[rows];
        final float[] squares = new float[rows];
        workers.forBlocks(rows, BLOCK, (from, to) -> {
            final float[] vectors = new float[(to - from) * bank.columns()];
            bank.copyRows(from, to - from, vectors, 0);
            final Projections projections = projector.project(vectors, 0, to - from);
            for (int i = from; i < to; i++) {
                final int square = (i - from + 1) * projector.leadingWidth() - 1;
                errors[i] = projections.errors()[i - from];
                squares[i] = projections.leading()[square];
                if (!(errors[i] < Float.POSITIVE_INFINITY)) {
                    projections.leading()[square] = Float.NEGATIVE_INFINITY;
                }
            }
            leading.write(from, projections.leading());
            trailing.write(from, projections.trailing());
        });
        double error = 0;
        double largestNorm = 0;
        for (int i = 0; i < rows; i++) {
            if (errors[i] < Float.POSITIVE_INFINITY) {
                error = Math.max(error, errors[i]);
                largestNorm = Math.max(largestNorm, Math.sqrt(squares[i]));
            }
        }
        return new ExactIndex(axes, leading.build(), trailing.build(), error, largestNorm);
    }
}
