package io.blemish.detector.patchcore.coreset;

import io.blemish.array.FloatMatrix;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A coreset of more points than there is room for (Ferrari, Osmani and Lamma, 2026: merge and reduce). Points come in blocks. Each
 * block is reduced to its own farthest-first coreset. Whenever there are two of the same rank, they are merged and reduced to one of
 * the next rank, so that of {@code n} blocks at most {@code log2(n) + 1} coresets are kept. In the end all are merged and reduced once
 * more. A coreset of every rank has room for as many points as the result, which is full whenever there were enough points. Not safe
 * for use by several threads.
 */
public final class MergedCoreset {
    private final int most;
    private final Workers workers;
    private final List<Optional<Chosen>> ranks = new ArrayList<>();

    /**
     * No points yet.
     *
     * @param most points that are kept of a block, and of all, at least 1
     * @param workers share the distances
     */
    public MergedCoreset(final int most, final Workers workers) {
        this.most = most;
        this.workers = workers;
    }

    /**
     * Takes up a block of points.
     *
     * @param points {@code [n, d]}, on the heap; kept for as long as one of them is
     * @param sources a number for each point
     */
    public void add(final FloatMatrix points, final int[] sources) {
        Chosen block = reduced(new Chosen(points, sources.clone()));
        int rank = 0;
        while (rank < ranks.size() && ranks.get(rank).isPresent()) {
            block = reduced(merged(List.of(ranks.get(rank).get(), block)));
            ranks.set(rank++, Optional.empty());
        }
        if (rank == ranks.size()) {
            ranks.add(Optional.empty());
        }
        ranks.set(rank, Optional.of(block));
    }

    /**
     * {@return the coreset of all points, in the order of picking}
     *
     * @throws IllegalStateException if there were none
     */
    public Chosen all() {
        final List<Chosen> kept = ranks.stream().flatMap(Optional::stream).toList();
        if (kept.isEmpty()) {
            throw new IllegalStateException("there are no points to choose from");
        }
        return reduced(merged(kept));
    }

    private static Chosen merged(final List<Chosen> parts) {
        final int columns = parts.get(0).points().columns();
        final int rows = parts.stream().mapToInt(part -> part.points().rows()).sum();
        final float[] values = new float[Math.multiplyExact(rows, columns)];
        int at = 0;
        for (final Chosen part : parts) {
            part.points().copyRows(0, part.points().rows(), values, at * columns);
            at += part.points().rows();
        }
        return new Chosen(
                FloatMatrix.wrap(values, rows, columns),
                parts.stream()
                        .flatMapToInt(part -> IntStream.of(part.sources()))
                        .toArray());
    }

    private Chosen reduced(final Chosen from) {
        if (from.points().rows() <= most) {
            return from;
        }
        final int[] picks =
                GreedyCoreset.select(from.points(), most, farthestFromMean(from.points()), workers, Progress.SILENT);
        final int columns = from.points().columns();
        final float[] values = new float[picks.length * columns];
        for (int i = 0; i < picks.length; i++) {
            from.points().copyRows(picks[i], 1, values, i * columns);
        }
        return new Chosen(
                FloatMatrix.wrap(values, picks.length, columns),
                Arrays.stream(picks).map(pick -> from.sources()[pick]).toArray());
    }

    private static int farthestFromMean(final FloatMatrix points) {
        final double[] mean = new double[points.columns()];
        final float[] point = new float[mean.length];
        for (int row = 0; row < points.rows(); row++) {
            points.copyRows(row, 1, point, 0);
            for (int d = 0; d < mean.length; d++) {
                mean[d] += (double) point[d] / points.rows();
            }
        }
        int farthest = 0;
        double largest = -1;
        for (int row = 0; row < points.rows(); row++) {
            points.copyRows(row, 1, point, 0);
            double square = 0;
            for (int d = 0; d < mean.length; d++) {
                square += (point[d] - mean[d]) * (point[d] - mean[d]);
            }
            if (square > largest) {
                largest = square;
                farthest = row;
            }
        }
        return farthest;
    }

    /**
     * Points and their numbers.
     *
     * @param points {@code [n, d]}
     * @param sources the number of each
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Chosen(FloatMatrix points, int[] sources) {}
}
