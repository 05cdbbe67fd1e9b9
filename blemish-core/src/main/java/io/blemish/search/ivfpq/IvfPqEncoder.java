package io.blemish.search.ivfpq;

import io.blemish.array.FloatMatrix;
import io.blemish.parallel.Pool;
import io.blemish.parallel.Workers;
import io.blemish.search.ivfpq.kmeans.NearestCentroid;
import io.blemish.search.vector.PrincipalAxes;
import io.blemish.search.vector.Rotation;

/** Finds the list and the codes of each row of a bank. */
final class IvfPqEncoder {
    private static final int BLOCK = 512;

    private final PrincipalAxes axes;
    private final float[] centroids;
    private final float[][] codebooks;
    private final int width;
    private final int parts;
    private final int partWidth;

    /**
     * Prepares.
     *
     * @param axes along which rows are coded
     * @param centroids of the lists, {@code [lists, axes]}
     * @param codebooks of each part, {@code [codes, partWidth]}
     */
    IvfPqEncoder(final PrincipalAxes axes, final float[] centroids, final float[][] codebooks) {
        this.axes = axes;
        this.centroids = centroids;
        this.codebooks = codebooks;
        this.width = axes.count();
        this.parts = codebooks.length;
        this.partWidth = width / parts;
    }

    CodedRows encode(final FloatMatrix bank, final Workers workers, final Steps steps) {
        final CodedRows coded = new CodedRows(bank.rows(), parts);
        final Pool<Workspace> workspaces = new Pool<>(Workspace::new);
        workers.forBlocks(bank.rows(), BLOCK, (from, to) -> {
            workspaces.use(workspace -> workspace.encode(bank, from, to, coded));
            steps.add(to - from);
        });
        return coded;
    }

    /** Buffers of one thread. */
    private final class Workspace {
        private final Rotation rotation = new Rotation(axes, BLOCK);
        private final NearestCentroid nearestList = new NearestCentroid(BLOCK, centroids.length / width, width);
        private final NearestCentroid nearestCode =
                new NearestCentroid(BLOCK, codebooks[0].length / partWidth, partWidth);
        private final float[] coordinates = new float[BLOCK * width];
        private final float[] residuals = new float[BLOCK * width];
        private final int[] found = new int[BLOCK];
        private final float[] distances = new float[BLOCK];

        Workspace() {
            nearestList.use(centroids, centroids.length / width);
        }

        void encode(final FloatMatrix bank, final int from, final int to, final CodedRows coded) {
            final int count = to - from;
            rotation.rotate(bank, from, count, coordinates);
            nearestList.find(coordinates, 0, width, count, found, distances);
            System.arraycopy(found, 0, coded.lists(), from, count);
            for (int i = 0; i < count; i++) {
                for (int d = 0; d < width; d++) {
                    residuals[i * width + d] = coordinates[i * width + d] - centroids[found[i] * width + d];
                }
            }
            for (int part = 0; part < parts; part++) {
                nearestCode.use(codebooks[part], codebooks[part].length / partWidth);
                nearestCode.find(residuals, part * partWidth, width, count, found, distances);
                for (int i = 0; i < count; i++) {
                    coded.codes()[(from + i) * parts + part] = (byte) found[i];
                    coded.offsets()[from + i] += offset(part, found[i], coded.lists()[from + i]);
                }
            }
        }

        /** A part's share of ‖c + r‖² - ‖c‖², where c is the list's centroid and r the vector that the code represents. */
        private float offset(final int part, final int code, final int list) {
            float sum = 0;
            for (int d = 0; d < partWidth; d++) {
                final float r = codebooks[part][code * partWidth + d];
                sum += r * (r + 2 * centroids[list * width + part * partWidth + d]);
            }
            return sum;
        }
    }
}
