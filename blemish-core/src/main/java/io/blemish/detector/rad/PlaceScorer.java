package io.blemish.detector.rad;

import io.blemish.ErrorCode;
import io.blemish.PictureException;
import io.blemish.array.FloatMatrix;
import io.blemish.array.MatrixProduct;
import io.blemish.detector.PatchScores;
import io.blemish.detector.WorstShare;
import io.blemish.embedding.Patches;
import io.blemish.parallel.Workers;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Scores a picture against the normal ones that are most like it (arXiv 2601.22763). In each layer, a patch is as anomalous as 1
 * less its largest cosine with a patch of these pictures that lies at most {@code r} positions away; layers count alike. A product
 * takes all pictures' patches at one place and the patches of the picture around it, so that each of the former is read once. Safe
 * for use by many threads.
 */
final class PlaceScorer {
    /** Places of the gallery that a thread takes at once. */
    private static final int PLACES_AT_ONCE = 64;

    private final RadDescription description;
    private final Gallery gallery;
    private final int[] candidates;
    private final Workers workers;
    private final WorstShare worst;

    /**
     * A scorer.
     *
     * @param candidates which pictures of the gallery to compare with, at least one
     * @param workers share the places; not closed here
     */
    PlaceScorer(
            final RadDescription description, final Gallery gallery, final int[] candidates, final Workers workers) {
        this.description = description;
        this.gallery = gallery;
        this.candidates = candidates.clone();
        this.workers = workers;
        this.worst = new WorstShare(description.worstShare());
    }

    PatchScores score(final Patches patches) {
        final int height = description.gridHeight();
        final int width = description.gridWidth();
        if (patches.height() != height || patches.width() != width) {
            throw new PictureException(
                    ErrorCode.PICTURE_UNSUITABLE,
                    "The picture gives " + patches.width() + "x" + patches.height()
                            + " patches and the model, which compares them place by place, knows " + width + "x"
                            + height + ". Give it pictures of the shape of its training pictures.");
        }
        final int[] pictures = nearest(patches);
        final float[] queries =
                new LayerDirections(description.layerChannels()).apply(patches).values();
        final float[] distances = new float[patches.count()];
        int first = 0;
        for (final int channels : description.layerChannels()) {
            final float[] largest = largestCosines(queries, pictures, first, channels);
            for (int p = 0; p < distances.length; p++) {
                distances[p] += (1 - largest[p]) / description.layerChannels().size();
            }
            first += channels;
        }
        return new PatchScores(worst.mean(distances), height, width, distances, new int[0]);
    }

    /** The most similar pictures, by number; of equally similar ones those of the lowest number. */
    private int[] nearest(final Patches patches) {
        final float[] pooled = Gallery.pool(patches, gallery.pooled().columns());
        final double[] cosines = new double[gallery.pictures()];
        for (final int picture : candidates) {
            final float[] other = gallery.pooled().row(picture);
            for (int c = 0; c < pooled.length; c++) {
                cosines[picture] += (double) pooled[c] * other[c];
            }
        }
        return IntStream.of(candidates)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(picture -> -cosines[picture])
                        .thenComparing(Comparator.naturalOrder()))
                .limit(description.nearestPictures())
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
    }

    /** Each patch's largest cosine with one around its place, in one layer. */
    private float[] largestCosines(final float[] queries, final int[] pictures, final int first, final int channels) {
        final float[] largest = new float[description.gridHeight() * description.gridWidth()];
        Arrays.fill(largest, -1);
        workers.forBlocks(largest.length, PLACES_AT_ONCE, (from, to) -> {
            final Layer layer = new Layer(queries, pictures, first, channels);
            final float[] own = new float[largest.length];
            Arrays.fill(own, -1);
            for (int place = from; place < to; place++) {
                layer.compare(place, own);
            }
            synchronized (largest) {
                for (int p = 0; p < own.length; p++) {
                    largest[p] = Math.max(largest[p], own[p]);
                }
            }
        });
        return largest;
    }

    /** One layer's part of the patches, and the buffers of one thread. */
    private final class Layer {
        private final float[] queries;
        private final int[] pictures;
        private final int first;
        private final int channels;
        private final int[] around;
        private final float[] row = new float[description.dimension()];
        private final MatrixProduct product;

        Layer(final float[] queries, final int[] pictures, final int first, final int channels) {
            this.queries = queries;
            this.pictures = pictures;
            this.first = first;
            this.channels = channels;
            final int side = 2 * description.radius() + 1;
            this.around = new int[side * side];
            this.product = new MatrixProduct(around.length, pictures.length, channels);
        }

        /** Compares the pictures' patches at one place with the patches around it. */
        void compare(final int place, final float[] largest) {
            final int count = neighbours(place);
            for (int i = 0; i < count; i++) {
                final int from = around[i] * row.length + first;
                for (int c = 0; c < channels; c++) {
                    // A product gives the smallest value of each row.
                    product.left().put(-queries[from + c]);
                }
            }
            final FloatMatrix patches = gallery.patches();
            for (final int picture : pictures) {
                patches.copyRows(picture * gallery.patchesPerPicture() + place, 1, row, 0);
                product.right().put(row, first, channels);
            }
            product.multiply(count, pictures.length);
            for (int i = 0; i < count; i++) {
                largest[around[i]] =
                        Math.max(largest[around[i]], -product.minima().get(i));
            }
        }

        private int neighbours(final int place) {
            final int width = description.gridWidth();
            final int y = place / width;
            final int x = place % width;
            int count = 0;
            final int radius = description.radius();
            for (int row = Math.max(0, y - radius); row <= Math.min(description.gridHeight() - 1, y + radius); row++) {
                for (int column = Math.max(0, x - radius); column <= Math.min(width - 1, x + radius); column++) {
                    around[count++] = row * width + column;
                }
            }
            return count;
        }
    }
}
