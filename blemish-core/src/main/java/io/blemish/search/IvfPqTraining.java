package io.blemish.search;

import io.blemish.InputException;
import io.blemish.array.ByteMatrix;
import io.blemish.array.FloatMatrix;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.nio.IntBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * Learns an index of inverted lists and product codes (Jégou, Douze and Schmid, "Product Quantization for Nearest
 * Neighbor Search", 2011).
 *
 * <p>Vectors are rotated to the bank's principal axes and the axes dealt to the parts of a code in turn, so that no part
 * has all the variance (as optimised product quantisation does: Ge et al., 2013). A vector is given to the list whose
 * centroid is nearest; what that leaves is coded part by part.
 */
final class IvfPqTraining {
    /** Vectors to learn from, for each centroid, as in faiss. */
    private static final int SAMPLE_PER_CENTROID = 256;

    /** Vectors to learn from at most: 128 MB of coordinates. */
    private static final int LARGEST_SAMPLE = 1 << 17;

    /** Residuals to learn codes from at most; more gain nothing that can be measured. */
    private static final int LARGEST_CODE_SAMPLE = 1 << 14;

    /** Rounds of k-means for the lists, as in faiss. */
    private static final int LIST_ROUNDS = 10;

    /** Rounds of k-means for the codes. */
    private static final int CODE_ROUNDS = 15;

    private static final int BLOCK = 512;

    private final FloatMatrix bank;
    private final int rows;
    private final int parts;
    private final int lists;
    private final int codes;
    private final long seed;
    private final Workers workers;
    private final Progress progress;
    private final PrincipalAxes axes;
    private final int width;
    private final int partWidth;

    IvfPqTraining(
            final FloatMatrix bank,
            final SearchMethod.IvfPq method,
            final long seed,
            final Workers workers,
            final Progress progress) {
        if (method.subspaces() > bank.columns()) {
            throw new InputException("Patches of " + bank.columns() + " values cannot be coded in " + method.subspaces()
                    + " parts. Choose at most " + bank.columns() + " with --pq-m.");
        }
        this.progress = progress;
        this.bank = bank;
        this.rows = bank.rows();
        this.parts = method.subspaces();
        this.lists = Math.min(rows, method.lists() == 0 ? (int) Math.ceil(2 * Math.sqrt(rows)) : method.lists());
        this.codes = Math.min(rows, 1 << method.bits());
        this.seed = seed;
        this.workers = workers;
        this.partWidth = Math.min(IvfPqIndex.AXES, bank.columns()) / parts;
        this.width = partWidth * parts;
        this.axes = dealt(PrincipalAxes.of(bank, width, workers));
    }

    /** The axes of each part side by side, dealt there and back: the first part gets the first and the last of two rounds. */
    private PrincipalAxes dealt(final PrincipalAxes found) {
        final int[] order = new int[width];
        for (int part = 0; part < parts; part++) {
            for (int d = 0; d < partWidth; d++) {
                order[part * partWidth + d] = d * parts + (d % 2 == 0 ? part : parts - 1 - part);
            }
        }
        return new PrincipalAxes(found.mean(), found.axes().select(order), found.departure());
    }

    IvfPqIndex learn() {
        final int size =
                (int) Math.min(rows, Math.min(LARGEST_SAMPLE, (long) SAMPLE_PER_CENTROID * Math.max(lists, codes)));
        final float[] sample = sample(size);
        final Steps rounds = new Steps("lists", LIST_ROUNDS);
        final KMeans.Clusters clusters =
                KMeans.cluster(sample, 0, width, width, lists, LIST_ROUNDS, seed, workers, done -> rounds.add(1));
        rounds.finish();
        final float[][] codebooks = codebooks(residuals(sample, clusters));
        return encode(clusters.centroids(), codebooks);
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

    /** What the centroids leave of some of the sample. */
    private float[] residuals(final float[] sample, final KMeans.Clusters clusters) {
        final int all = sample.length / width;
        final int some = Math.min(all, LARGEST_CODE_SAMPLE);
        final float[] residuals = new float[some * width];
        for (int i = 0; i < some; i++) {
            final int from = (int) ((long) i * all / some);
            subtract(sample, from, clusters.centroids(), clusters.nearest()[from], residuals, i);
        }
        return residuals;
    }

    private void subtract(
            final float[] vectors,
            final int vector,
            final float[] centroids,
            final int centroid,
            final float[] residuals,
            final int at) {
        for (int d = 0; d < width; d++) {
            residuals[at * width + d] = vectors[vector * width + d] - centroids[centroid * width + d];
        }
    }

    /** The codes of each part, {@code [codes, partWidth]}. */
    private float[][] codebooks(final float[] residuals) {
        final float[][] codebooks = new float[parts][];
        final int count = Math.min(codes, residuals.length / width);
        final Steps steps = new Steps("codes", parts);
        try (Workers alone = new Workers(1)) {
            workers.forEach(parts, part -> {
                codebooks[part] = KMeans.cluster(
                                residuals, part * partWidth, width, partWidth, count, CODE_ROUNDS, seed + part, alone)
                        .centroids();
                steps.add(1);
            });
        }
        return codebooks;
    }

    private IvfPqIndex encode(final float[] centroids, final float[][] codebooks) {
        final int[] nearest = new int[rows];
        final float[] offsets = new float[rows];
        final byte[] coded = new byte[Math.multiplyExact(rows, parts)];
        final Steps steps = new Steps("index", rows);
        final Pool<Encoder> encoders = new Pool<>(() -> new Encoder(centroids, codebooks));
        workers.forBlocks(rows, BLOCK, (from, to) -> {
            encoders.use(encoder -> encoder.encode(from, to, nearest, offsets, coded));
            steps.add(to - from);
        });
        return grouped(centroids, codebooks, nearest, offsets, coded);
    }

    /** Puts the entries of each list together. */
    private IvfPqIndex grouped(
            final float[] centroids,
            final float[][] codebooks,
            final int[] nearest,
            final float[] offsets,
            final byte[] coded) {
        final int[] starts = new int[lists + 1];
        for (final int list : nearest) {
            starts[list + 1]++;
        }
        for (int list = 0; list < lists; list++) {
            starts[list + 1] += starts[list];
        }
        final int[] next = starts.clone();
        final int[] order = new int[rows];
        final float[] orderedOffsets = new float[rows];
        final byte[] orderedCodes = new byte[coded.length];
        for (int row = 0; row < rows; row++) {
            final int at = next[nearest[row]]++;
            order[at] = row;
            orderedOffsets[at] = offsets[row];
            System.arraycopy(coded, row * parts, orderedCodes, at * parts, parts);
        }
        return new IvfPqIndex(
                axes,
                FloatMatrix.wrap(centroids, lists, width),
                transposed(codebooks),
                starts,
                IntBuffer.wrap(order).asReadOnlyBuffer(),
                FloatMatrix.wrap(orderedOffsets, rows, 1),
                ByteMatrix.wrap(orderedCodes, rows, parts));
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

    /** One thread's coding of rows. */
    private final class Encoder {
        private final float[] centroids;
        private final float[][] codebooks;
        private final Rotation rotation = new Rotation(axes, BLOCK);
        private final NearestCentroid nearestList = new NearestCentroid(BLOCK, lists, width);
        private final NearestCentroid nearestCode = new NearestCentroid(BLOCK, codes, partWidth);
        private final float[] coordinates = new float[BLOCK * width];
        private final float[] residuals = new float[BLOCK * width];
        private final int[] found = new int[BLOCK];
        private final float[] distances = new float[BLOCK];

        Encoder(final float[] centroids, final float[][] codebooks) {
            this.centroids = centroids;
            this.codebooks = codebooks;
            nearestList.use(centroids, lists);
        }

        void encode(final int from, final int to, final int[] nearest, final float[] offsets, final byte[] coded) {
            final int count = to - from;
            rotation.rotate(bank, from, count, coordinates);
            nearestList.find(coordinates, 0, width, count, found, distances);
            System.arraycopy(found, 0, nearest, from, count);
            for (int i = 0; i < count; i++) {
                subtract(coordinates, i, centroids, found[i], residuals, i);
            }
            for (int part = 0; part < parts; part++) {
                nearestCode.use(codebooks[part], codebooks[part].length / partWidth);
                nearestCode.find(residuals, part * partWidth, width, count, found, distances);
                for (int i = 0; i < count; i++) {
                    coded[(from + i) * parts + part] = (byte) found[i];
                    offsets[from + i] += offset(part, found[i], nearest[from + i]);
                }
            }
        }

        /** What this part adds to ‖c + r‖² - ‖c‖², where c is the list's centroid and r what the code stands for. */
        private float offset(final int part, final int code, final int list) {
            float sum = 0;
            for (int d = 0; d < partWidth; d++) {
                final float r = codebooks[part][code * partWidth + d];
                sum += r * (r + 2 * centroids[list * width + part * partWidth + d]);
            }
            return sum;
        }
    }

    /** A stage that any thread may take a step of. */
    private final class Steps {
        private final String stage;
        private final int total;
        private int done;

        Steps(final String stage, final int total) {
            this.stage = stage;
            this.total = total;
        }

        synchronized void add(final int count) {
            done += count;
            progress.report(stage, done, total);
        }

        /** Says that no more steps are needed. */
        void finish() {
            if (done < total) {
                add(total - done);
            }
        }
    }

    /** What each thread has one of, made when first needed. */
    private static final class Pool<T> {
        private final Queue<T> idle = new ConcurrentLinkedQueue<>();
        private final Supplier<T> maker;

        Pool(final Supplier<T> maker) {
            this.maker = maker;
        }

        void use(final java.util.function.Consumer<T> work) {
            final T waiting = idle.poll();
            final T one = waiting == null ? maker.get() : waiting;
            work.accept(one);
            idle.add(one);
        }
    }
}
