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

    /** The index of a bank that begins with the rows of another index. */
    ExactIndex from(final ExactIndex known) {
        final int first = known.leading().rows();
        final Projector projector = new Projector(known.axes(), known.leadingAxes());
        final FloatMatrixBuilder leading = FloatMatrixBuilder.of(bank.rows(), projector.leadingWidth());
        final FloatMatrixBuilder trailing = FloatMatrixBuilder.of(bank.rows(), projector.trailingWidth());
        workers.forBlocks(first, BLOCK, (from, to) -> {
            leading.write(from, rows(known.leading(), from, to));
            trailing.write(from, rows(known.trailing(), from, to));
        });
        final Extremes further = project(projector, first, leading, trailing);
        return new ExactIndex(
                known.axes(),
                leading.build(),
                trailing.build(),
                Math.max(known.error(), further.error()),
                Math.max(known.largestNorm(), further.largestNorm()));
    }

    private static float[] rows(final FloatMatrix matrix, final int from, final int to) {
        final float[] values = new float[(to - from) * matrix.columns()];
        matrix.copyRows(from, to - from, values, 0);
        return values;
    }

    private ExactIndex build(final PrincipalAxes axes, final int leadingAxes) {
        final Projector projector = new Projector(axes, Math.min(leadingAxes, axes.count()));
        final FloatMatrixBuilder leading = FloatMatrixBuilder.of(bank.rows(), projector.leadingWidth());
        final FloatMatrixBuilder trailing = FloatMatrixBuilder.of(bank.rows(), projector.trailingWidth());
        final Extremes extremes = project(projector, 0, leading, trailing);
        return new ExactIndex(axes, leading.build(), trailing.build(), extremes.error(), extremes.largestNorm());
    }

    /**
     * The largest error and norm of leading parts.
     *
     * @param error of a leading part, or of both parts together
     * @param largestNorm of a leading part
     */
    private record Extremes(double error, double largestNorm) {}

    /** Projects the rows from one on. */
    private Extremes project(
            final Projector projector,
            final int first,
            final FloatMatrixBuilder leading,
            final FloatMatrixBuilder trailing) {
        final int rows = bank.rows();
        final float[] errors = new float[rows];
        final float[] squares = new float[rows];
        workers.forBlocks(rows - first, BLOCK, (begin, end) -> {
            final int from = first + begin;
            final int to = first + end;
            final Projections projections = projector.project(rows(bank, from, to), 0, to - from);
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
        return new Extremes(error, largestNorm);
    }
}
