package io.blemish.detector.spade;

import io.blemish.detector.PatchScores;
import io.blemish.embedding.Patches;
import io.blemish.parallel.Workers;
import io.blemish.search.NeighborSearch;
import io.blemish.search.Neighbors;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Scores patches against a gallery (Cohen and Hoshen, "Sub-Image Anomaly Detection with Deep Pyramid Correspondences"). The K
 * normal pictures that are most like the one in question are found by their pooled features. A picture is as anomalous as
 * these are far on average, and a patch as it is far from the nearest patch of any of them, at whatever position. The
 * distances are exact. Safe for use by many threads.
 */
final class GalleryScorer {
    private final SpadeGallery gallery;
    private final int[] candidates;
    private final int nearest;
    private final Workers workers;

    /**
     * A scorer.
     *
     * @param gallery the normal pictures
     * @param candidates which of them to compare with, at least one
     * @param nearest {@code K}; capped at the number of candidates
     * @param workers share the patches; not closed here
     */
    GalleryScorer(final SpadeGallery gallery, final int[] candidates, final int nearest, final Workers workers) {
        if (nearest < 1 || candidates.length < 1) {
            throw new IllegalArgumentException("needs at least one picture to compare with");
        }
        this.gallery = gallery;
        this.candidates = candidates.clone();
        this.nearest = Math.min(nearest, candidates.length);
        this.workers = workers;
    }

    /**
     * Scores one picture.
     *
     * @param patches of the gallery's dimension
     */
    PatchScores score(final Patches patches) {
        final Distances distances = distances(patches);
        final int[] pictures = distances.nearest(nearest);
        try (NeighborSearch search = search(gallery.select(pictures))) {
            final Neighbors neighbors = search.search(patches.values(), patches.count(), 1);
            final int each = gallery.patchesPerPicture();
            final int[] rows = IntStream.of(neighbors.indices())
                    .map(row -> pictures[row / each] * each + row % each)
                    .toArray();
            return new PatchScores(
                    distances.mean(pictures), patches.height(), patches.width(), neighbors.distances(), rows);
        }
    }

    private NeighborSearch search(final SpadeGallery some) {
        return some.index().over(some.patches(), workers);
    }

    private Distances distances(final Patches patches) {
        final float[] pooled = SpadeGallery.pool(patches, gallery.pooled().columns());
        final double[] values = new double[gallery.pictures()];
        for (final int picture : candidates) {
            final float[] other = gallery.pooled().row(picture);
            double square = 0;
            for (int c = 0; c < pooled.length; c++) {
                final double difference = (double) pooled[c] - other[c];
                square += difference * difference;
            }
            values[picture] = Math.sqrt(square);
        }
        return new Distances(candidates, values);
    }

    /** The distances of a picture to those of the gallery, by their number. */
    private static final class Distances {
        private final int[] candidates;
        private final double[] values;

        Distances(final int[] candidates, final double[] values) {
            this.candidates = candidates;
            this.values = values;
        }

        /** The nearest, by number; of equally near ones those of the lowest number. */
        int[] nearest(final int count) {
            final int[] chosen = IntStream.of(candidates)
                    .boxed()
                    .sorted(Comparator.<Integer>comparingDouble(picture -> values[picture])
                            .thenComparing(Comparator.naturalOrder()))
                    .limit(count)
                    .mapToInt(Integer::intValue)
                    .toArray();
            Arrays.sort(chosen);
            return chosen;
        }

        float mean(final int[] pictures) {
            return (float) IntStream.of(pictures)
                    .mapToDouble(picture -> values[picture])
                    .average()
                    .orElseThrow();
        }
    }
}
