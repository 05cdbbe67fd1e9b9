package io.blemish.search.ivfpq;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.OptionException;
import io.blemish.array.FloatMatrix;
import io.blemish.parallel.Pool;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import io.blemish.search.ivfpq.kmeans.Clusters;
import io.blemish.search.ivfpq.kmeans.KMeans;
import io.blemish.search.vector.PrincipalAxes;
import io.blemish.search.vector.Rotation;

/**
 * Learns an index of inverted lists and product codes.
 *
 * <p>Vectors are rotated to the bank's principal axes, and the axes are dealt to the parts of a code in turn, so that no part
 * has all the variance (as in optimised product quantisation: Ge et al., 2013). A vector belongs to the list whose centroid is
 * nearest. The residual, its difference from the centroid, is coded part by part.
 */
final class IvfPqTrainer {
    /** Vectors to learn from, for each centroid, as in faiss. */
    private static final int SAMPLE_PER_CENTROID = 256;

    /** Vectors to learn from at most: 128 MB of coordinates. */
    private static final int LARGEST_SAMPLE = 1 << 17;

    /** Residuals to learn codes from at most. More bring no improvement that can be measured. */
    private static final int LARGEST_CODE_SAMPLE = 1 << 14;

    /** Rounds of k-means for the lists, as in faiss. */
    private static final int LIST_ROUNDS = 10;

    /** Rounds of k-means for the codes. */
    private static final int CODE_ROUNDS = 15;

    private static final int BLOCK = 512;

    private final FloatMatrix bank;
    private final IvfPqMethod method;
    private final int rows;
    private final int lists;
    private final int codes;
    private final long seed;
    private final Workers workers;
    private final Progress progress;
    private final int partWidth;
    private final int width;
    private final PrincipalAxes axes;

    /**
     * Finds the axes.
     *
     * @throws BlemishException if a vector has fewer values than a code has parts
     */
    IvfPqTrainer(
            final FloatMatrix bank,
            final IvfPqMethod method,
            final long seed,
            final Workers workers,
            final Progress progress) {
        if (method.m() > bank.columns()) {
            throw new OptionException(
                    ErrorCode.OPTION_TOO_MANY_SUBSPACES,
                    "Patches of " + bank.columns() + " values cannot be coded in " + method.m() + " parts; at most "
                            + bank.columns() + " are possible.");
        }
        this.bank = bank;
        this.method = method;
        this.rows = bank.rows();
        this.lists = Math.min(rows, method.nlist() == 0 ? (int) Math.ceil(2 * Math.sqrt(rows)) : method.nlist());
        this.codes = Math.min(rows, 1 << method.bits());
        this.seed = seed;
        this.workers = workers;
        this.progress = progress;
        this.partWidth = Math.min(IvfPqIndex.MAX_AXES, bank.columns()) / method.m();
        this.width = partWidth * method.m();
        this.axes = dealt(PrincipalAxes.of(bank, width, workers));
    }

    /**
     * Puts the axes of each part side by side. They are dealt forth and back: the first part gets the first axis of the first
     * round and the last axis of the second.
     */
    private PrincipalAxes dealt(final PrincipalAxes found) {
        final int parts = method.m();
        final int[] order = new int[width];
        for (int part = 0; part < parts; part++) {
            for (int d = 0; d < partWidth; d++) {
                order[part * partWidth + d] = d * parts + (d % 2 == 0 ? part : parts - 1 - part);
            }
        }
        return new PrincipalAxes(found.mean(), found.axes().select(order), found.orthogonalityLoss());
    }

    IvfPqIndex train() {
        final float[] sample = sample((int)
                Math.min(rows, Math.min(LARGEST_SAMPLE, (long) SAMPLE_PER_CENTROID * Math.max(lists, codes))));
        final Steps rounds = new Steps(progress, "lists", LIST_ROUNDS);
        final Clusters clusters =
                KMeans.cluster(sample, 0, width, width, lists, LIST_ROUNDS, seed, workers, done -> rounds.add(1));
        rounds.finish();
        final float[][] codebooks = codebooks(residuals(sample, clusters));
        final IvfPqEncoder encoder = new IvfPqEncoder(axes, clusters.centroids(), codebooks);
        final CodedRows coded = encoder.encode(bank, workers, new Steps(progress, "index", rows));
        return new IvfPqIndex(
                method,
                axes,
                FloatMatrix.wrap(clusters.centroids(), lists, width),
                transposed(codebooks),
                InvertedLists.of(coded, lists));
    }

    private float[] sample(final int size) {
        final float[] sample = new float[Math.multiplyExact(size, width)];
        final Pool<Rotation> rotations = new Pool<>(() -> new Rotation(axes, BLOCK));
        workers.forBlocks(
                size,
                BLOCK,
                (from, to) -> rotations.use(rotation -> {
                    final float[] vectors = new float[(to - from) * bank.columns()];
                    for (int i = from; i < to; i++) {
                        bank.copyRows((int) ((long) i * rows / size), 1, vectors, (i - from) * bank.columns());
                    }
                    final float[] coordinates = new float[(to - from) * width];
                    rotation.rotate(vectors, 0, to - from, coordinates);
                    System.arraycopy(coordinates, 0, sample, from * width, coordinates.length);
                }));
        return sample;
    }

    /** The residuals of a part of the sample. */
    private float[] residuals(final float[] sample, final Clusters clusters) {
        final int all = sample.length / width;
        final int some = Math.min(all, LARGEST_CODE_SAMPLE);
        final float[] residuals = new float[some * width];
        for (int i = 0; i < some; i++) {
            final int from = (int) ((long) i * all / some);
            final int centroid = clusters.nearest()[from];
            for (int d = 0; d < width; d++) {
                residuals[i * width + d] = sample[from * width + d] - clusters.centroids()[centroid * width + d];
            }
        }
        return residuals;
    }

    /** The vectors that the codes of each part represent, {@code [codes, partWidth]}. */
    private float[][] codebooks(final float[] residuals) {
        final float[][] codebooks = new float[method.m()][];
        final int count = Math.min(codes, residuals.length / width);
        final Steps steps = new Steps(progress, "codes", codebooks.length);
        try (Workers alone = new Workers(1)) {
            workers.forEach(codebooks.length, part -> {
                codebooks[part] = KMeans.cluster(
                                residuals, part * partWidth, width, partWidth, count, CODE_ROUNDS, seed + part, alone)
                        .centroids();
                steps.add(1);
            });
        }
        return codebooks;
    }

    private FloatMatrix transposed(final float[][] codebooks) {
        final int count = codebooks[0].length / partWidth;
        final float[] columns = new float[width * count];
        for (int d = 0; d < width; d++) {
            for (int c = 0; c < count; c++) {
                columns[d * count + c] = codebooks[d / partWidth][c * partWidth + d % partWidth];
            }
        }
        return FloatMatrix.wrap(columns, width, count);
    }
}
