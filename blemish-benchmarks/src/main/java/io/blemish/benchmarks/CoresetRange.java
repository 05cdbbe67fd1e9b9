package io.blemish.benchmarks;

import io.blemish.array.FloatMatrix;
import io.blemish.backbone.Backbone;
import io.blemish.backbone.BackboneGraph;
import io.blemish.backbone.FeatureExtractor;
import io.blemish.dataset.Dataset;
import io.blemish.dataset.DatasetOptions;
import io.blemish.dataset.Datasets;
import io.blemish.dataset.Sample;
import io.blemish.detector.patchcore.coreset.GreedyCoreset;
import io.blemish.embedding.Embedding;
import io.blemish.embedding.PatchEmbedder;
import io.blemish.embedding.Patches;
import io.blemish.embedding.RandomProjection;
import io.blemish.image.Preprocessing;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * How the time of an exact greedy coreset grows with the number of patches and the share that is picked: a table, in
 * seconds, of real patches projected to 128 dimensions. Pictures are taken evenly from all training pictures.
 */
public final class CoresetRange {
    private static final List<String> LAYERS = List.of("layer2", "layer3");
    private static final int SIDE = 224;
    private static final int[] COUNTS = {20_000, 50_000, 100_000, 160_000, 300_000, 600_000};
    private static final double[] SHARES = {0.001, 0.01, 0.1, 0.25};
    private static final double NANOS = 1e9;

    private CoresetRange() {}

    /**
     * Prints the table.
     *
     * @param arguments {@code DATA NETWORK THREADS}
     */
    public static void main(final String[] arguments) {
        final Dataset dataset = Datasets.open(Path.of(arguments[0]), DatasetOptions.DEFAULT);
        final int threads = Integer.parseInt(arguments[2]);
        try (Workers workers = new Workers(threads);
                Backbone backbone = Backbone.load(BackboneGraph.read(Path.of(arguments[1])), LAYERS, threads)) {
            final FeatureExtractor extractor = new FeatureExtractor(Preprocessing.squash(SIDE), backbone);
            final PatchEmbedder embedder = PatchEmbedder.of(new Embedding.Channel(), workers);
            final RandomProjection projection = RandomProjection.gaussian(
                    patches(extractor, embedder, dataset.train().get(0)).dimension(),
                    RandomProjection.DEFAULT_DIMENSION,
                    0);
            final List<float[]> projected = dataset.train().stream()
                    .map(sample -> patches(extractor, embedder, sample))
                    .map(patches -> projection.apply(patches.values(), patches.count()))
                    .toList();
            System.out.println("| patches | 0.1% | 1% | 10% | 25% |");
            System.out.println("|---|---|---|---|---|");
            // The first selection pays for the compiler.
            seconds(some(projected, COUNTS[0]), SHARES[1], workers);
            for (final int count : COUNTS) {
                final FloatMatrix points = some(projected, count);
                final StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "| %,d |", points.rows()));
                for (final double share : SHARES) {
                    row.append(String.format(Locale.ROOT, " %.2f |", seconds(points, share, workers)));
                }
                System.out.println(row);
            }
        }
        System.exit(0);
    }

    private static Patches patches(
            final FeatureExtractor extractor, final PatchEmbedder embedder, final Sample sample) {
        return embedder.embed(extractor
                .extract(List.of(sample.toPicture().decode()))
                .get(0)
                .orElseThrow()
                .network(0));
    }

    /** As many whole pictures as come nearest to a number of patches, evenly from all. */
    private static FloatMatrix some(final List<float[]> pictures, final int patches) {
        final int size = pictures.get(0).length;
        final int perPicture = size / RandomProjection.DEFAULT_DIMENSION;
        final int count = Math.min(pictures.size(), Math.max(1, Math.round((float) patches / perPicture)));
        final float[] points = new float[Math.multiplyExact(count, size)];
        for (int i = 0; i < count; i++) {
            System.arraycopy(pictures.get((int) ((long) i * pictures.size() / count)), 0, points, i * size, size);
        }
        return FloatMatrix.wrap(points, count * perPicture, RandomProjection.DEFAULT_DIMENSION);
    }

    private static double seconds(final FloatMatrix points, final double share, final Workers workers) {
        final int picks = Math.max(1, (int) (points.rows() * share));
        final long begun = System.nanoTime();
        GreedyCoreset.select(points, picks, 0, workers, Progress.SILENT);
        return (System.nanoTime() - begun) / NANOS;
    }
}
