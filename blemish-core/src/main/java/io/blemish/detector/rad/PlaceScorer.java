package io.blemish.detector.rad;

import io.blemish.ErrorCode;
import io.blemish.PictureException;
import io.blemish.array.MatrixProduct;
import io.blemish.detector.PatchScores;
import io.blemish.detector.WorstShare;
import io.blemish.embedding.Patches;
import io.blemish.parallel.Workers;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
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
    private final Queue<Buffers> idle = new ConcurrentLinkedQueue<>();

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
        final List<Integer> layers = description.compared();
        final float[] queries = new LayerDirections(layers).apply(patches).values();
        final float[] distances = new float[patches.count()];
        for (final float[] largest : largestCosines(queries, pictures)) {
            for (int p = 0; p < distances.length; p++) {
                distances[p] += (1 - largest[p]) / layers.size();
            }
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

    /** Of each layer, each patch's largest cosine with one around its place. */
    private float[][] largestCosines(final float[] queries, final int[] pictures) {
        final int places = description.gridHeight() * description.gridWidth();
        final float[][] largest = new float[description.compared().size()][places];
        for (final float[] layer : largest) {
            Arrays.fill(layer, -1);
        }
        workers.forBlocks(places, PLACES_AT_ONCE, (from, to) -> {
            final Buffers known = idle.poll();
            final Buffers buffers = known == null ? new Buffers() : known;
            buffers.clear();
            for (int place = from; place < to; place++) {
                buffers.compare(queries, pictures, place);
            }
            synchronized (largest) {
                buffers.addTo(largest);
            }
            idle.add(buffers);
        });
        return largest;
    }

    /** The buffers of one thread. */
    private final class Buffers {
        private final int dimension = gallery.patches().columns();
        private final int[] around;
        private final float[] rows;
        private final float[][] largest;
        private final MatrixProduct product;

        Buffers() {
            final int side = 2 * description.radius() + 1;
            final int pictures = Math.min(description.nearestPictures(), candidates.length);
            this.around = new int[side * side];
            this.rows = new float[pictures * dimension];
            this.largest = new float[description.compared().size()][description.gridHeight() * description.gridWidth()];
            this.product = new MatrixProduct(
                    around.length,
                    pictures,
                    description.compared().stream()
                            .mapToInt(Integer::intValue)
                            .max()
                            .orElseThrow());
        }

        void clear() {
            for (final float[] layer : largest) {
                Arrays.fill(layer, -1);
            }
        }

        void addTo(final float[][] all) {
            for (int layer = 0; layer < all.length; layer++) {
                for (int p = 0; p < all[layer].length; p++) {
                    all[layer][p] = Math.max(all[layer][p], largest[layer][p]);
                }
            }
        }

        /** Compares the pictures' patches at one place with the patches around it. */
        void compare(final float[] queries, final int[] pictures, final int place) {
            for (int i = 0; i < pictures.length; i++) {
                gallery.patches().copyRows(pictures[i] * gallery.patchesPerPicture() + place, 1, rows, i * dimension);
            }
            final int count = neighbours(place);
            int first = 0;
            for (int layer = 0; layer < largest.length; layer++) {
                final int channels = description.compared().get(layer);
                compare(queries, pictures.length, count, first, channels, largest[layer]);
                first += channels;
            }
        }

        private void compare(
                final float[] queries,
                final int pictures,
                final int count,
                final int first,
                final int channels,
                final float[] target) {
            for (int i = 0; i < count; i++) {
                final int from = around[i] * dimension + first;
                for (int c = 0; c < channels; c++) {
                    // A product gives the smallest value of each row.
                    product.left().put(-queries[from + c]);
                }
            }
            for (int i = 0; i < pictures; i++) {
                product.right().put(rows, i * dimension + first, channels);
            }
            product.multiply(count, pictures, channels);
            for (int i = 0; i < count; i++) {
                target[around[i]] =
                        Math.max(target[around[i]], -product.minima().get(i));
            }
        }

        /** Finds the places around one, which may be fewer at the border. */
        private int neighbours(final int place) {
            final int width = description.gridWidth();
            final int radius = description.radius();
            final int y = place / width;
            final int x = place % width;
            int count = 0;
            for (int row = Math.max(0, y - radius); row <= Math.min(description.gridHeight() - 1, y + radius); row++) {
                for (int column = Math.max(0, x - radius); column <= Math.min(width - 1, x + radius); column++) {
                    around[count++] = row * width + column;
                }
            }
            return count;
        }
    }
}
