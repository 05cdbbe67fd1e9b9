package io.blemish.detector.patchcore;

import io.blemish.array.FloatFile;
import io.blemish.array.FloatMatrix;
import io.blemish.artifact.ArtifactFile;
import io.blemish.artifact.ArtifactWriter;
import io.blemish.artifact.Ranges;
import io.blemish.detector.GraphScores;
import io.blemish.detector.GrowingDetector;
import io.blemish.detector.PatchScores;
import io.blemish.detector.PatchSource;
import io.blemish.detector.patchcore.coreset.GreedyCoreset;
import io.blemish.embedding.EmbeddingDescription;
import io.blemish.embedding.PatchEmbedder;
import io.blemish.embedding.PatchStore;
import io.blemish.embedding.Patches;
import io.blemish.embedding.RandomProjection;
import io.blemish.onnx.GraphAssembly;
import io.blemish.onnx.GridValue;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import io.blemish.search.Recall;
import io.blemish.search.SearchIndex;
import java.io.IOException;
import java.nio.LongBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A memory bank with its search: what PatchCore keeps of the training pictures. */
public final class PatchCore implements GrowingDetector {
    private static final String BANK = "bank.npy";
    private static final String BANK_SOURCE = "bank_source.npy";
    private static final String PROJECTION = "projection.npy";

    private final PatchCoreDescription description;
    private final MemoryBank bank;
    private final SearchIndex index;
    private final Optional<FloatMatrix> projection;
    private final PatchEmbedder embedder;
    private final Measure measure;
    private final BankScorer scorer;
    private final Workers workers;
    private @Nullable FloatMatrix image;

    private PatchCore(
            final PatchCoreDescription description,
            final MemoryBank bank,
            final SearchIndex index,
            final Optional<FloatMatrix> projection,
            final Measure measure,
            final BankScorer scorer,
            final Workers workers) {
        this.description = description;
        this.bank = bank;
        this.index = index;
        this.projection = projection;
        this.embedder = PatchEmbedder.of(description.embedding().embedding(), workers);
        this.measure = measure;
        this.scorer = scorer;
        this.workers = workers;
    }

    /**
     * A detector with a bank that was just chosen.
     *
     * @param bank closed with the detector
     * @param projection in whose image the coreset was chosen, {@code [dimension, projected]}
     */
    static PatchCore of(
            final PatchCoreDescription description,
            final MemoryBank bank,
            final SearchIndex index,
            final Optional<FloatMatrix> projection,
            final Workers workers) {
        return of(description, bank, index, projection, Measure.DISTANCE, workers);
    }

    private static PatchCore of(
            final PatchCoreDescription description,
            final MemoryBank bank,
            final SearchIndex index,
            final Optional<FloatMatrix> projection,
            final Measure measure,
            final Workers workers) {
        final BankScorer scorer = new BankScorer(
                bank.matrix(),
                index.over(bank.matrix(), workers),
                description.nearest(),
                description.neighbors(),
                measure);
        return new PatchCore(description, bank, index, projection, measure, scorer, workers);
    }

    /**
     * A detector with entries that were chosen elsewhere.
     *
     * @param options of the bank, whose search is built here; they do not choose any more
     * @param entries {@code [entries, dimension]}; must stay valid as long as the detector
     * @param sources each entry's row among all training patches
     * @param grid any picture's patches as the detector will be given them
     * @param measure what is taken of distances
     * @param seed of the search
     * @param workers threads to use
     * @param progress hears how far the search's index is
     * @return the detector, to be closed by the caller
     */
    public static PatchCore over(
            final PatchCoreOptions options,
            final FloatMatrix entries,
            final int[] sources,
            final Patches grid,
            final Measure measure,
            final long seed,
            final Workers workers,
            final Progress progress) {
        final SearchIndex index = options.search().index(entries, seed, workers, progress);
        return of(
                new PatchCoreDescription(
                        EmbeddingDescription.of(options.embedding()),
                        options.coreset(),
                        Optional.empty(),
                        0,
                        options.nearest(),
                        options.neighbors(),
                        index.description(Optional.empty()),
                        seed,
                        sources[0],
                        grid.height(),
                        grid.width(),
                        entries.columns(),
                        entries.rows()),
                new MemoryBank(entries, Optional.empty(), rows(sources), sources[0]),
                index,
                Optional.empty(),
                measure,
                workers);
    }

    /**
     * Chooses a bank among some patches.
     *
     * @param options how to choose
     * @param store of all pictures, with the projections that the options ask for; must stay open as long as the detector
     * @param candidates rows of the store to choose from, ascending
     * @param seed of the start and the search
     * @param workers threads to use
     * @param progress hears how far it is
     * @return the detector, to be closed by the caller
     */
    public static PatchCore among(
            final PatchCoreOptions options,
            final PatchStore store,
            final int[] candidates,
            final long seed,
            final Workers workers,
            final Progress progress) {
        final int start = new SplittableRandom(seed).nextInt(candidates.length);
        final int count = (int) options.size().count(candidates.length);
        final int[] sources =
                count == candidates.length ? candidates : coreset(store, candidates, count, start, workers, progress);
        final FloatFile copy = MemoryBank.copy(store.matrix(), sources);
        final MemoryBank bank = new MemoryBank(copy.matrix(copy.rows()), Optional.of(copy), rows(sources), sources[0]);
        try {
            final SearchIndex index = options.search().index(bank.matrix(), seed, workers, progress);
            final PatchCoreDescription description = new PatchCoreDescription(
                    EmbeddingDescription.of(options.embedding()),
                    options.coreset(),
                    options.maxBankEntries(),
                    options.projectionDimension(),
                    options.nearest(),
                    options.neighbors(),
                    index.description(Optional.empty()),
                    seed,
                    bank.start(),
                    store.height(),
                    store.width(),
                    bank.matrix().columns(),
                    bank.matrix().rows());
            return of(description, bank, index, Optional.empty(), workers);
        } catch (final RuntimeException | Error e) {
            bank.close();
            throw e;
        }
    }

    private static int[] coreset(
            final PatchStore store,
            final int[] candidates,
            final int count,
            final int start,
            final Workers workers,
            final Progress progress) {
        try (FloatFile projections = MemoryBank.copy(store.projections(), candidates)) {
            return IntStream.of(GreedyCoreset.select(
                            projections.matrix(projections.rows()), count, start, workers, progress))
                    .map(pick -> candidates[pick])
                    .toArray();
        }
    }

    private static LongBuffer rows(final int[] sources) {
        return LongBuffer.wrap(IntStream.of(sources).asLongStream().toArray());
    }

    /** {@return each entry's row among all training patches, in the order of picking} */
    public long[] rows() {
        final long[] rows = new long[entries()];
        bank.sources().duplicate().get(0, rows);
        return rows;
    }

    static PatchCore read(
            final PatchCoreDescription description,
            final ArtifactFile file,
            final Measure measure,
            final Workers workers) {
        final MemoryBank bank =
                new MemoryBank(file.floats(BANK), Optional.empty(), file.longs(BANK_SOURCE), description.start());
        final Optional<FloatMatrix> projection =
                file.has(PROJECTION) ? Optional.of(file.floats(PROJECTION)) : Optional.empty();
        Ranges.shape(bank.matrix(), BANK, description.bankSize(), description.dimension());
        Ranges.within(
                bank.sources().remaining(),
                "the size of " + BANK_SOURCE,
                description.bankSize(),
                description.bankSize());
        return of(description, bank, description.search().method().read(file), projection, measure, workers);
    }

    @Override
    public PatchEmbedder embedder() {
        return embedder;
    }

    @Override
    public PatchScores score(final Patches patches) {
        return scorer.score(patches);
    }

    @Override
    public GraphScores addTo(final GraphAssembly graph, final List<List<GridValue>> networks) {
        return addTo(graph, embedder.embed(graph, networks.get(0)));
    }

    /**
     * Adds the nodes that score pictures whose patches are in a graph.
     *
     * @param graph to which they are added
     * @param patches of the bank's dimension
     * @return the scores of the pictures and the distances of their patches
     */
    public GraphScores addTo(final GraphAssembly graph, final GridValue patches) {
        return new BankNodes(graph, bank.matrix(), measure)
                .score(patches, description.nearest(), description.neighbors());
    }

    /**
     * Adds the nodes that score pictures whose patches are in a graph, with a factor for each entry of the bank. A picture's score
     * is its largest distance.
     *
     * @param graph to which they are added
     * @param patches of the bank's dimension
     * @param factors by which the distance to each entry is multiplied
     * @return the scores of the pictures and the distances of their patches
     */
    public GraphScores addTo(final GraphAssembly graph, final GridValue patches, final float[] factors) {
        return new BankNodes(graph, bank.matrix(), measure).score(patches, factors);
    }

    /**
     * Measures how far a training picture is from the others: the mean distance of its patches to the nearest entry that does
     * not come from the picture itself.
     *
     * @param patches of the picture, as the detector was trained on them
     * @param picture its slot among the pictures that the detector was trained on, from 0
     * @return the mean distance; empty if all entries come from the picture
     */
    public OptionalDouble distanceToOthers(final Patches patches, final int picture) {
        final long first = (long) picture * patches.count();
        final IntPredicate own = entry -> {
            final long source = bank.sources().get(entry);
            return source >= first && source < first + patches.count();
        };
        return scorer.distanceToOthers(patches, own);
    }

    @Override
    public Optional<PatchSource> source(final int entry) {
        final long row = bank.sources().get(entry);
        final int columns = description.gridWidth();
        final int patches = description.gridHeight() * columns;
        if (row < 0 || row / patches > Integer.MAX_VALUE) {
            // No fit writes such a row, and it must not be taken for another picture's.
            return Optional.empty();
        }
        final int patch = (int) (row % patches);
        return Optional.of(new PatchSource(
                (int) (row / patches), patch / columns, patch % columns, description.gridHeight(), columns));
    }

    @Override
    public PatchCoreDescription description() {
        return description;
    }

    @Override
    public int entries() {
        return bank.matrix().rows();
    }

    @Override
    public Optional<Recall> recall(final FloatMatrix patches) {
        return index.approximate() ? Optional.of(scorer.recall(patches, workers)) : Optional.empty();
    }

    @Override
    public PatchCore withRecall(final Optional<Recall> recall) {
        return new PatchCore(
                description.withSearch(index.description(recall)), bank, index, projection, measure, scorer, workers);
    }

    @Override
    public Optional<RandomProjection> projection() {
        return projection.isEmpty()
                ? Optional.empty()
                : Optional.of(RandomProjection.gaussian(
                        description.dimension(), description.projectionDimension(), description.seed()));
    }

    @Override
    public boolean full() {
        return description.maxBankEntries().filter(most -> entries() >= most).isPresent();
    }

    @Override
    public PatchCore with(
            final PatchStore store,
            final int[] pictures,
            final int trained,
            final Workers threads,
            final Progress progress) {
        final MemoryBank grown = bank.with(image(), store, pictures, trained, description.size(), threads, progress);
        return over(
                grown,
                () -> index.grown(grown.matrix(), threads).orElseGet(() -> newIndex(grown, threads, progress)),
                threads);
    }

    /** Each fold of an update begins with the same entries, so they are projected once. */
    private synchronized FloatMatrix image() {
        final FloatMatrix known = image;
        if (known != null) {
            return known;
        }
        final FloatMatrix made = bank.image(projection());
        image = made;
        return made;
    }

    @Override
    public PatchCore without(final int[] pictures, final Workers threads, final Progress progress) {
        final MemoryBank rest = bank.without(pictures, description.gridHeight() * description.gridWidth())
                .orElseThrow(() -> new IllegalArgumentException("no entry of the memory bank would be left"));
        return over(rest, () -> newIndex(rest, threads, progress), threads);
    }

    private SearchIndex newIndex(final MemoryBank other, final Workers threads, final Progress progress) {
        return description.search().method().index(other.matrix(), description.seed(), threads, progress);
    }

    private PatchCore over(final MemoryBank other, final Supplier<SearchIndex> indexed, final Workers threads) {
        try {
            final SearchIndex rebuilt = indexed.get();
            return of(
                    description.withBank(other.matrix().rows(), other.start(), rebuilt.description(Optional.empty())),
                    other,
                    rebuilt,
                    projection,
                    measure,
                    threads);
        } catch (final RuntimeException | Error e) {
            other.close();
            throw e;
        }
    }

    @Override
    public void write(final ArtifactWriter writer) throws IOException {
        writer.longs(BANK_SOURCE, rows());
        if (projection.isPresent()) {
            writer.floats(PROJECTION, projection.get());
        }
        writer.floats(BANK, bank.matrix());
        index.write(writer);
    }

    @Override
    public void close() {
        scorer.close();
        bank.close();
    }
}
