package io.blemish.search;

import io.blemish.InputException;
import io.blemish.array.FloatMatrix;

/** One thread's way through the inverted lists for some queries. */
final class Probe {
    private final FloatMatrix bank;
    private final IvfPqIndex index;
    private final Rotation rotation;
    private final NearestCentroid centroids;
    private final CodeTable table;
    private final float[] coordinates;
    private final TrueDistances distances;
    private byte[] codes = new byte[0];
    private float[] offsets = new float[0];

    Probe(final FloatMatrix bank, final IvfPqIndex index, final int queries) {
        final int width = index.axes().count();
        this.bank = bank;
        this.index = index;
        this.rotation = new Rotation(index.axes(), queries);
        this.centroids = new NearestCentroid(queries, index.lists(), width);
        this.table = new CodeTable(index.codebooks(), index.codes().columns());
        this.coordinates = new float[queries * width];
        this.distances = new TrueDistances(bank);
        final float[] all = new float[index.lists() * width];
        index.centroids().copyRows(0, index.lists(), all, 0);
        centroids.use(all, index.lists());
    }

    /** Finds the neighbours of queries {@code from} to {@code to}, no more than there is room for. */
    void search(
            final float[] queries,
            final int from,
            final int to,
            final int probes,
            final int rerank,
            final Neighbors neighbors) {
        final int width = rotation.width();
        rotation.rotate(queries, from, to - from, coordinates);
        final float[] scores = centroids.scores(coordinates, 0, width, to - from);
        for (int q = from; q < to; q++) {
            final int at = (q - from) * width;
            table.make(coordinates, at);
            final float square = NearestCentroid.square(coordinates, at, width);
            final Shortlist found = probe(
                    scores, (q - from) * index.lists(), square, probes, Math.max(neighbors.k(), rerank), neighbors.k());
            if (rerank > 0) {
                distances.rerank(queries, q, found.drain(), Integer.MAX_VALUE, neighbors);
            } else {
                write(q, found, neighbors);
            }
        }
    }

    /** The likeliest {@code most} entries of the nearest lists, at least {@code fewest}. */
    private Shortlist probe(
            final float[] scores,
            final int at,
            final float square,
            final int probes,
            final int most,
            final int fewest) {
        final Shortlist nearest = new Shortlist(probes);
        for (int list = 0; list < index.lists(); list++) {
            nearest.offer(scores[at + list], list);
        }
        final Shortlist found = new Shortlist(most);
        int seen = 0;
        for (final long entry : nearest.drain()) {
            final int list = Shortlist.number(entry);
            seen += scan(list, square + scores[at + list], found);
        }
        return seen >= fewest ? found : probe(scores, at, square, Math.min(2 * probes, index.lists()), most, fewest);
    }

    /** Estimates the distance to each entry of a list. */
    private int scan(final int list, final float base, final Shortlist found) {
        final int start = index.starts()[list];
        final int count = index.starts()[list + 1] - start;
        makeRoom(count);
        index.codes().copyRows(start, count, codes);
        index.offsets().copyRows(start, count, offsets, 0);
        float bound = found.bound();
        for (int i = 0; i < count; i++) {
            final float estimate = base + offsets[i] + table.sum(codes, i);
            if (!(estimate > bound)) {
                found.offer(estimate, row(start + i));
                bound = found.bound();
            }
        }
        return count;
    }

    private void makeRoom(final int count) {
        if (offsets.length < count) {
            codes = new byte[count * index.codes().columns()];
            offsets = new float[count];
        }
    }

    private int row(final int entry) {
        final int number = index.rows().get(entry);
        if (number < 0 || number >= bank.rows()) {
            throw new InputException("The search index is damaged: it names row " + number + " of a bank of "
                    + bank.rows() + ". Copy the model again from where it was made, or fit it again.");
        }
        return number;
    }

    private static void write(final int q, final Shortlist found, final Neighbors neighbors) {
        int at = q * neighbors.k();
        for (final long entry : found.drain()) {
            neighbors.indices()[at] = Shortlist.number(entry);
            // Rounding can take an estimate of nothing below it.
            neighbors.distances()[at++] = (float) Math.sqrt(Math.max(0, Shortlist.estimate(entry)));
        }
    }
}
