package io.blemish.benchmarks;

import io.blemish.array.FloatMatrix;
import io.blemish.artifact.Npy;
import io.blemish.backbone.Backbone;
import io.blemish.backbone.BackboneGraph;
import io.blemish.backbone.Device;
import io.blemish.backbone.Execution;
import io.blemish.backbone.FeatureExtractor;
import io.blemish.backbone.Precision;
import io.blemish.backbone.quantisation.StaticQuantisation;
import io.blemish.dataset.Dataset;
import io.blemish.dataset.DatasetOptions;
import io.blemish.dataset.Datasets;
import io.blemish.dataset.Sample;
import io.blemish.detector.PatchScores;
import io.blemish.detector.patchcore.coreset.GreedyCoreset;
import io.blemish.embedding.Embedding;
import io.blemish.embedding.PatchEmbedder;
import io.blemish.embedding.RandomProjection;
import io.blemish.image.Picture;
import io.blemish.image.Placement;
import io.blemish.image.Preprocessing;
import io.blemish.image.RgbImage;
import io.blemish.image.Size;
import io.blemish.metric.PixelMap;
import io.blemish.metric.PixelMetrics;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import io.blemish.prediction.MapRenderer;
import io.blemish.search.NeighborSearch;
import io.blemish.search.Neighbors;
import io.blemish.search.exact.ExactIndex;
import io.blemish.search.ivfpq.IvfPqMethod;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * This project's side of {@code benchmarks/compare-peers.sh}: one kind of work on given files, done some times. Prints the
 * milliseconds of each time, after some that warm up, and writes the result to be compared with the peers'.
 */
public final class PeerRows {
    private static final List<String> LAYERS = List.of("layer2", "layer3");
    private static final int SIDE = 224;
    private static final double SIGMA = 4;
    private static final int LISTS = 512;

    /** Nanoseconds until the JIT has compiled what matters: after 60 pictures a tenth of the time is still to be saved. */
    private static final long WARMING_UP = 8_000_000_000L;

    private final Path folder;
    private final int threads;

    private PeerRows(final Path folder, final int threads) {
        this.folder = folder;
        this.threads = threads;
    }

    /**
     * Does one kind of work.
     *
     * @param arguments folder, threads, then one of: {@code patches DATA NETWORK PICTURES}; {@code bank NAME COUNT};
     *     {@code coreset COUNT TIMES}; {@code search NAME TIMES}; {@code ivfpq NAME TIMES};
     *     {@code picture NETWORK NAME TIMES DEVICE PRECISION}; {@code metrics TIMES}
     */
    public static void main(final String[] arguments) throws IOException {
        final PeerRows rows = new PeerRows(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        final String[] rest = Arrays.copyOfRange(arguments, 3, arguments.length);
        switch (arguments[2]) {
            case "patches" -> rows.patches(Path.of(rest[0]), Path.of(rest[1]), Integer.parseInt(rest[2]));
            case "bank" -> rows.bank(rest[0], Integer.parseInt(rest[1]));
            case "coreset" -> rows.coreset(Integer.parseInt(rest[0]), Integer.parseInt(rest[1]));
            case "search" -> rows.search(rest[0], Integer.parseInt(rest[1]));
            case "ivfpq" -> rows.ivfPq(rest[0], Integer.parseInt(rest[1]));
            case "picture" ->
                rows.picture(
                        Path.of(rest[0]),
                        rest[1],
                        Integer.parseInt(rest[2]),
                        named(Device.class, rest[3]),
                        named(Precision.class, rest[4]));
            case "metrics" -> rows.metrics(Integer.parseInt(rest[0]));
            default -> throw new IllegalArgumentException("no such work: " + arguments[2]);
        }
        System.exit(0);
    }

    /** Writes the patches of training pictures, those of one test picture, and their projections. */
    private void patches(final Path data, final Path network, final int pictures) throws IOException {
        final Dataset dataset = Datasets.open(data, DatasetOptions.DEFAULT);
        try (Backbone backbone = Backbone.load(BackboneGraph.read(network), LAYERS, threads);
                Workers workers = new Workers(threads)) {
            final FeatureExtractor extractor = new FeatureExtractor(Preprocessing.squash(SIDE), backbone);
            final PatchEmbedder embedder = PatchEmbedder.of(new Embedding.Channel(), workers);
            final List<Sample> train = dataset.train();
            final int wanted = Math.min(pictures, train.size());
            final float[] first = embed(extractor, embedder, train.get(0));
            final float[] all = new float[Math.multiplyExact(wanted, first.length)];
            for (int p = 0; p < wanted; p++) {
                System.arraycopy(
                        embed(extractor, embedder, train.get(p * train.size() / wanted)),
                        0,
                        all,
                        p * first.length,
                        first.length);
            }
            final int dimension = dimension(backbone);
            write("patches", all, all.length / dimension, dimension);
            final Sample query = dataset.test().get(dataset.test().size() / 2);
            write("queries", embed(extractor, embedder, query), first.length / dimension, dimension);
            Files.writeString(folder.resolve("picture.txt"), query.picture().toString());
            final float[] projected = RandomProjection.gaussian(dimension, RandomProjection.DEFAULT_DIMENSION, 0)
                    .apply(all, all.length / dimension);
            write("projected", projected, all.length / dimension, RandomProjection.DEFAULT_DIMENSION);
        }
    }

    private static float[] embed(final FeatureExtractor extractor, final PatchEmbedder embedder, final Sample sample) {
        return embedder.embed(extractor
                        .extract(List.of(sample.toPicture().decode()))
                        .get(0)
                        .orElseThrow()
                        .network(0))
                .values();
    }

    private static int dimension(final Backbone backbone) {
        return backbone.run(new float[3 * SIDE * SIDE], 1, SIDE, SIDE).get(0).stream()
                .mapToInt(map -> map.channels())
                .sum();
    }

    private void bank(final String name, final int count) throws IOException {
        try (Workers workers = new Workers(threads)) {
            final FloatMatrix patches = map("patches");
            final int[] picks = GreedyCoreset.select(map("projected"), count, 0, workers, Progress.SILENT);
            final float[] rows = new float[Math.multiplyExact(count, patches.columns())];
            for (int i = 0; i < count; i++) {
                patches.copyRows(picks[i], 1, rows, i * patches.columns());
            }
            write(name, rows, count, patches.columns());
        }
    }

    private void coreset(final int count, final int times) throws IOException {
        try (Workers workers = new Workers(threads)) {
            final FloatMatrix points = map("projected");
            final int[] picks = timed(times, () -> GreedyCoreset.select(points, count, 0, workers, Progress.SILENT));
            write("picks", picks, picks.length);
        }
    }

    private void search(final String name, final int times) throws IOException {
        try (Workers workers = new Workers(threads);
                NeighborSearch search = exact(map(name), workers)) {
            search(search, name + "-nearest", times);
        }
    }

    private static NeighborSearch exact(final FloatMatrix bank, final Workers workers) {
        return ExactIndex.of(bank, workers).over(bank, workers);
    }

    /** The nearest by their codes, and not compared by true distances: as faiss has it. */
    private void ivfPq(final String name, final int times) throws IOException {
        final IvfPqMethod method =
                new IvfPqMethod(LISTS, IvfPqMethod.DEFAULT_NPROBE, IvfPqMethod.DEFAULT_M, IvfPqMethod.DEFAULT_BITS, 0);
        final FloatMatrix bank = map(name);
        try (Workers workers = new Workers(threads);
                NeighborSearch search =
                        method.index(bank, 0, workers, Progress.SILENT).over(bank, workers)) {
            search(search, name + "-nearly", times);
        }
    }

    private void search(final NeighborSearch search, final String result, final int times) throws IOException {
        final FloatMatrix queries = map("queries");
        final float[] values = new float[queries.rows() * queries.columns()];
        queries.copyRows(0, queries.rows(), values, 0);
        final Neighbors nearest = timed(times, () -> search.search(values, queries.rows(), 1));
        write(result, nearest.indices(), queries.rows());
    }

    private static <E extends Enum<E>> E named(final Class<E> choices, final String name) {
        return Enum.valueOf(choices, name.toUpperCase(Locale.ROOT));
    }

    private void picture(
            final Path network, final String name, final int times, final Device device, final Precision precision)
            throws IOException {
        final RgbImage picture = Picture.of(Path.of(Files.readString(folder.resolve("picture.txt"))))
                .decode();
        final Preprocessing preprocessing = Preprocessing.squash(SIDE);
        final BackboneGraph floats = BackboneGraph.read(network).cut(LAYERS);
        // The ranges of one picture are enough for its time; how exact integers are is measured elsewhere.
        final BackboneGraph graph =
                precision == Precision.INT8 ? StaticQuantisation.of(floats, preprocessing, List.of(picture)) : floats;
        final Execution execution = new Execution(threads, device, true).withPrecision(precision);
        try (Workers workers = new Workers(threads);
                Backbone backbone = Backbone.load(graph, LAYERS, execution);
                NeighborSearch search = exact(map(name), workers)) {
            final FeatureExtractor extractor = new FeatureExtractor(preprocessing, backbone);
            final PatchEmbedder embedder = PatchEmbedder.of(new Embedding.Channel(), workers);
            final MapRenderer renderer = new MapRenderer(SIGMA);
            final Placement placement = Placement.identity(new Size(SIDE, SIDE));
            timed(times, () -> {
                final var patches = embedder.embed(
                        extractor.extract(List.of(picture)).get(0).orElseThrow().network(0));
                final Neighbors nearest = search.search(patches.values(), patches.count(), 1);
                return renderer.render(
                        new PatchScores(0, patches.height(), patches.width(), nearest.distances(), nearest.indices()),
                        placement);
            });
        }
    }

    private void metrics(final int times) throws IOException {
        final Npy scores = Npy.read(folder.resolve("scores.npy"));
        final float[] values = scores.floats();
        final byte[] masks = Files.readAllBytes(folder.resolve("masks.raw"));
        final int size = SIDE * SIDE;
        final List<PixelMap> maps = new ArrayList<>();
        for (int from = 0; from < values.length; from += size) {
            final boolean[] mask = new boolean[size];
            for (int i = 0; i < size; i++) {
                mask[i] = masks[from + i] != 0;
            }
            maps.add(new PixelMap(SIDE, SIDE, Arrays.copyOfRange(values, from, from + size), mask));
        }
        try (Workers workers = new Workers(threads)) {
            final PixelMetrics result = timed(times, () -> PixelMetrics.of(maps, workers));
            Files.writeString(
                    folder.resolve("metrics.txt"),
                    result.auroc().orElseThrow() + " " + result.aupro().orElseThrow());
        }
    }

    private static <T> T timed(final int times, final Work<T> work) {
        final long warm = System.nanoTime() + WARMING_UP;
        T result = work.run();
        while (System.nanoTime() < warm) {
            result = work.run();
        }
        for (int i = 0; i < times; i++) {
            final long begun = System.nanoTime();
            result = work.run();
            System.out.printf(Locale.ROOT, "ms %.3f%n", (System.nanoTime() - begun) / 1e6);
        }
        return result;
    }

    private FloatMatrix map(final String name) throws IOException {
        try (FileChannel file = FileChannel.open(folder.resolve(name + ".npy"))) {
            return Npy.mapFloats(file, 0);
        }
    }

    private void write(final String name, final float[] values, final int... shape) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(folder.resolve(name + ".npy")))) {
            Npy.write(out, values, shape);
        }
    }

    private void write(final String name, final int[] values, final int... shape) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(folder.resolve(name + ".npy")))) {
            Npy.write(out, values, shape);
        }
    }

    /** What is timed. */
    @FunctionalInterface
    private interface Work<T> {
        T run();
    }
}
