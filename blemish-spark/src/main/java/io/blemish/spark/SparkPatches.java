package io.blemish.spark;

import io.blemish.array.FloatFile;
import io.blemish.array.FloatMatrix;
import io.blemish.detector.patchcore.BankPatches;
import io.blemish.detector.patchcore.coreset.Leaders;
import io.blemish.detector.patchcore.coreset.PartedCoreset;
import io.blemish.embedding.PatchFunction;
import io.blemish.embedding.Patches;
import io.blemish.embedding.RandomProjection;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/** Patches that lie in the partitions of a cluster, each picture's in one. */
final class SparkPatches implements BankPatches {
    /** With 64 points of each partition, a round makes a hundred picks; more would be sent in vain. */
    private static final int LEADERS = 64;

    private final JavaSparkContext spark;
    private final JavaRDD<SlotPatches> patches;
    private final int pictures;
    private final Patches shape;
    private final Optional<RandomProjection> projection;
    private final Map<Object, SparkPatches> derived = new HashMap<>();
    private Optional<JavaRDD<ProjectedPart>> projected = Optional.empty();

    /**
     * Patches that Spark has, or can make again.
     *
     * @param patches of all pictures
     * @param pictures how many there are
     * @param shape patches of the grid and dimension that all have
     * @param projection to choose coresets in, if any
     */
    SparkPatches(
            final JavaSparkContext spark,
            final JavaRDD<SlotPatches> patches,
            final int pictures,
            final Patches shape,
            final Optional<RandomProjection> projection) {
        this.spark = spark;
        this.patches = patches;
        this.pictures = pictures;
        this.shape = shape;
        this.projection = projection;
    }

    @Override
    public int pictures() {
        return pictures;
    }

    @Override
    public int height() {
        return shape.height();
    }

    @Override
    public int width() {
        return shape.width();
    }

    @Override
    public Optional<RandomProjection> projection() {
        return projection;
    }

    /** Nothing: the patches lie in many places. */
    @Override
    public Optional<FloatMatrix> inPlace(final int[] chosen) {
        return Optional.empty();
    }

    @Override
    public <R> List<R> map(final int[] chosen, final PatchFunction<R> function, final Workers workers) {
        return inOrder(
                chosen, of(chosen).map(picture -> new Answer<>(picture.slot(), function.apply(picture.patches()))));
    }

    /**
     * Collects an answer for each of some pictures.
     *
     * @param answers in any order
     */
    static <R> List<R> inOrder(final int[] chosen, final JavaRDD<Answer<R>> answers) {
        final Map<Integer, R> bySlot = new HashMap<>();
        answers.collect().forEach(answer -> bySlot.put(answer.slot(), answer.value()));
        return IntStream.of(chosen)
                .mapToObj(slot -> Optional.ofNullable(bySlot.get(slot)).orElseThrow())
                .toList();
    }

    /**
     * What a task says of a picture.
     *
     * @param slot the picture's number
     * @param value the answer, which can be serialised
     */
    record Answer<R>(int slot, R value) implements Serializable {}

    private JavaRDD<SlotPatches> of(final int[] chosen) {
        return only(chosen, patches, spark);
    }

    /** The patches of some pictures. */
    static JavaRDD<SlotPatches> only(
            final int[] chosen, final JavaRDD<SlotPatches> patches, final JavaSparkContext spark) {
        final int[] sorted = chosen.clone();
        Arrays.sort(sorted);
        final Broadcast<int[]> wanted = spark.broadcast(sorted);
        return patches.filter(picture -> Arrays.binarySearch(wanted.value(), picture.slot()) >= 0);
    }

    @Override
    public FloatFile copy(final long[] rows) {
        final int each = patchesPerPicture();
        final Map<Integer, List<Integer>> places = new HashMap<>();
        for (int i = 0; i < rows.length; i++) {
            places.computeIfAbsent(Math.toIntExact(rows[i] / each), slot -> new ArrayList<>())
                    .add(i);
        }
        final int[] chosen =
                places.keySet().stream().mapToInt(Integer::intValue).toArray();
        final Broadcast<Map<Integer, int[]>> wanted = spark.broadcast(wanted(rows, places));
        final FloatFile file = FloatFile.create(rows.length, shape.dimension());
        final JavaRDD<Answer<float[]>> answers = of(chosen)
                .map(picture -> new Answer<>(
                        picture.slot(),
                        some(
                                picture.patches(),
                                Optional.ofNullable(wanted.value().get(picture.slot()))
                                        .orElseThrow())))
                .persist(StorageLevel.DISK_ONLY());
        try {
            // All tasks embed at once; then one partition after the other comes here, because the whole may exceed the
            // driver's memory.
            answers.count();
            answers.toLocalIterator()
                    .forEachRemaining(answer -> write(
                            file,
                            answer.value(),
                            Optional.ofNullable(places.get(answer.slot())).orElseThrow()));
            return file;
        } catch (final RuntimeException | Error e) {
            file.close();
            throw e;
        } finally {
            answers.unpersist();
        }
    }

    private Map<Integer, int[]> wanted(final long[] rows, final Map<Integer, List<Integer>> places) {
        final Map<Integer, int[]> wanted = new HashMap<>();
        places.forEach((slot, at) -> wanted.put(
                slot,
                at.stream().mapToInt(i -> (int) (rows[i] % patchesPerPicture())).toArray()));
        return wanted;
    }

    private static float[] some(final Patches picture, final int[] patchNumbers) {
        final int dimension = picture.dimension();
        final float[] values = new float[patchNumbers.length * dimension];
        for (int i = 0; i < patchNumbers.length; i++) {
            System.arraycopy(picture.values(), patchNumbers[i] * dimension, values, i * dimension, dimension);
        }
        return values;
    }

    private static void write(final FloatFile file, final float[] values, final List<Integer> rows) {
        final int dimension = file.columns();
        for (int i = 0; i < rows.size(); i++) {
            file.write(rows.get(i), Arrays.copyOfRange(values, i * dimension, (i + 1) * dimension));
        }
    }

    @Override
    public long[] coreset(
            final int[] chosen, final int count, final long start, final Workers workers, final Progress progress) {
        final Rounds rounds = new Rounds(chosen, count);
        try {
            return PartedCoreset.select(rounds, (long) chosen.length * patchesPerPicture(), count, start, progress);
        } finally {
            rounds.close();
        }
    }

    /** The points of the coreset; a partition's stay where they are, in memory or on its disk. */
    private JavaRDD<ProjectedPart> projected() {
        if (projected.isEmpty()) {
            final @Nullable RandomProjection by = projection.orElse(null);
            projected = Optional.of(patches.mapPartitions(
                            part -> List.of(ProjectedPart.of(part, by)).iterator())
                    .persist(StorageLevel.MEMORY_AND_DISK()));
        }
        return projected.get();
    }

    @Override
    public BankPatches derived(
            final PatchFunction<Patches> function, final Optional<RandomProjection> image, final Workers workers) {
        return derived.computeIfAbsent(function, key -> derived(patches, pictures, function, image));
    }

    @Override
    public BankPatches derived(
            final int[] chosen,
            final PatchFunction<Patches> function,
            final Optional<RandomProjection> image,
            final Workers workers) {
        final Broadcast<int[]> ascending = spark.broadcast(chosen.clone());
        return derived(
                of(chosen)
                        .map(picture -> new SlotPatches(
                                Arrays.binarySearch(ascending.value(), picture.slot()), picture.patches())),
                chosen.length,
                function,
                image);
    }

    private SparkPatches derived(
            final JavaRDD<SlotPatches> from,
            final int count,
            final PatchFunction<Patches> function,
            final Optional<RandomProjection> image) {
        return new SparkPatches(
                spark,
                from.map(picture -> new SlotPatches(picture.slot(), function.apply(picture.patches()))),
                count,
                function.apply(shape),
                image);
    }

    @Override
    public void close() {
        derived.values().forEach(SparkPatches::close);
        projected.ifPresent(JavaRDD::unpersist);
        projected = Optional.empty();
    }

    /** The rounds of one coreset. */
    private final class Rounds implements PartedCoreset.Parts {
        private final String name = UUID.randomUUID().toString();
        private final Broadcast<int[]> chosen;
        private final int count;
        private final List<Broadcast<CoresetRound.PickedPoints>> picks = new ArrayList<>();

        private Rounds(final int[] chosen, final int count) {
            this.chosen = spark.broadcast(chosen);
            this.count = count;
        }

        @Override
        public float[] vector(final long index) {
            final int slot = chosen.value()[Math.toIntExact(index / patchesPerPicture())];
            final int patch = (int) (index % patchesPerPicture());
            return projected()
                    .flatMap(part -> part.point(slot, patch)
                            .map(Collections::singletonList)
                            .orElse(List.of())
                            .iterator())
                    .collect()
                    .get(0);
        }

        @Override
        public List<Leaders> leaders(final long[] indices, final float[] vectors) {
            picks.add(spark.broadcast(new CoresetRound.PickedPoints(indices, vectors)));
            final CoresetRound round = new CoresetRound(name, chosen, count, LEADERS, new ArrayList<>(picks));
            return projected()
                    .mapPartitionsWithIndex((partition, part) -> round.run(partition, part), true)
                    .collect();
        }

        private void close() {
            picks.forEach(Broadcast::destroy);
            chosen.destroy();
        }
    }
}
