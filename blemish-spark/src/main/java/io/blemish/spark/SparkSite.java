package io.blemish.spark;

import io.blemish.BackboneException;
import io.blemish.DatasetException;
import io.blemish.ErrorCode;
import io.blemish.PictureException;
import io.blemish.detector.TrainedDetector;
import io.blemish.detector.patchcore.BankPatches;
import io.blemish.detector.patchcore.BankTrainer;
import io.blemish.embedding.Patches;
import io.blemish.image.Appearance;
import io.blemish.image.Fingerprint;
import io.blemish.image.Placement;
import io.blemish.image.Preprocessing;
import io.blemish.image.Size;
import io.blemish.model.KeptEvidence;
import io.blemish.model.PictureScore;
import io.blemish.model.PictureSite;
import io.blemish.model.Thumbnails;
import io.blemish.parallel.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * Pictures in the partitions of a cluster.
 *
 * @param spark the cluster
 * @param pictures of good parts
 * @param storage where patches are kept; those that are not kept are made again
 */
record SparkSite(JavaSparkContext spark, JavaRDD<SitePicture> pictures, StorageLevel storage) implements PictureSite {
    @Override
    public Embedded embed(final Order order, final Progress progress) {
        final EmbeddingTask task = EmbeddingTask.of(UUID.randomUUID().toString(), order, spark);
        final JavaRDD<EmbeddedPicture> embedded =
                pictures.mapPartitions(task::embed).persist(storage);
        try {
            final List<EmbeddedPicture> all =
                    new ArrayList<>(embedded.map(EmbeddedPicture::alone).collect());
            progress.report("embedding", all.size(), all.size());
            all.sort(Comparator.comparing(EmbeddedPicture::key));
            requireDistinct(all);
            final List<EmbeddedPicture> read =
                    all.stream().filter(EmbeddedPicture::read).toList();
            final List<String> failures = all.stream()
                    .map(EmbeddedPicture::reason)
                    .flatMap(Optional::stream)
                    .toList();
            requireAlike(read, failures);
            return new SparkEmbedded(
                    spark, task, order.preprocessing(), embedded, read, thumbnails(order, embedded, all), failures);
        } catch (final RuntimeException | Error e) {
            embedded.unpersist();
            task.graph().destroy();
            throw e;
        }
    }

    /** Of the first pictures alone, so that a driver that fits to a million of them needs no more memory. */
    private static Map<String, byte[]> thumbnails(
            final Order order, final JavaRDD<EmbeddedPicture> embedded, final List<EmbeddedPicture> sorted) {
        if (order.evidence() == KeptEvidence.POSITIONS) {
            return Map.of();
        }
        final String last =
                sorted.get(Math.min(Thumbnails.MOST, sorted.size()) - 1).key();
        return embedded.filter(picture -> picture.key().compareTo(last) <= 0)
                .mapToPair(picture -> new Tuple2<>(picture.key(), picture.thumbnail()))
                .collectAsMap();
    }

    private static void requireDistinct(final List<EmbeddedPicture> sorted) {
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i).key().equals(sorted.get(i - 1).key())) {
                throw new DatasetException(
                        ErrorCode.DATA_SET_UNREADABLE,
                        "Two pictures have the name " + sorted.get(i).name() + ". Give each a name of its own.");
            }
        }
    }

    private static void requireAlike(final List<EmbeddedPicture> read, final List<String> failures) {
        if (read.isEmpty()) {
            throw new DatasetException(
                    ErrorCode.DATA_SET_TOO_SMALL,
                    "None of the training pictures can be read. "
                            + failures.stream().findFirst().orElse("There is none."));
        }
        final EmbeddedPicture.Shape first = read.get(0).shape();
        for (final EmbeddedPicture picture : read) {
            if (!picture.shape().finite()) {
                throw new BackboneException(
                        ErrorCode.MODEL_NOT_FINITE,
                        "The backbone gives values that are not finite numbers for " + picture.name()
                                + ": its weights are damaged. Get it again.");
            }
            if (!picture.shape().equals(first)) {
                throw new PictureException(
                        ErrorCode.PICTURE_UNSUITABLE,
                        "Picture " + picture.name()
                                + " has other proportions than the first, so its patches would not line up.");
            }
        }
    }

    /** Pictures whose patches lie in partitions. */
    private static final class SparkEmbedded implements Embedded {
        private final JavaSparkContext spark;
        private final EmbeddingTask task;
        private final Preprocessing preprocessing;
        private final JavaRDD<EmbeddedPicture> embedded;
        private final List<EmbeddedPicture> read;
        private final Map<String, byte[]> thumbnails;
        private final List<String> failures;
        private final JavaRDD<SlotPatches> slots;
        private final List<SparkPatches> patches = new ArrayList<>();

        private SparkEmbedded(
                final JavaSparkContext spark,
                final EmbeddingTask task,
                final Preprocessing preprocessing,
                final JavaRDD<EmbeddedPicture> embedded,
                final List<EmbeddedPicture> read,
                final Map<String, byte[]> thumbnails,
                final List<String> failures) {
            this.spark = spark;
            this.task = task;
            this.preprocessing = preprocessing;
            this.embedded = embedded;
            this.read = read;
            this.thumbnails = thumbnails;
            this.failures = failures;
            this.slots = slots(
                    embedded,
                    spark.broadcast(read.stream().map(EmbeddedPicture::key).toArray(String[]::new)));
        }

        /** A picture's number is its place among the keys of those that could be read. */
        private static JavaRDD<SlotPatches> slots(
                final JavaRDD<EmbeddedPicture> embedded, final Broadcast<String[]> keys) {
            return embedded.filter(EmbeddedPicture::read)
                    .map(picture -> new SlotPatches(
                            Arrays.binarySearch(keys.value(), picture.key()),
                            Objects.requireNonNull(picture.patches())));
        }

        @Override
        public List<String> names() {
            return read.stream().map(EmbeddedPicture::name).toList();
        }

        @Override
        public String fingerprint() {
            return Fingerprint.of(
                    names(),
                    read.stream()
                            .map(picture -> Objects.requireNonNull(picture.sha256()))
                            .toList());
        }

        @Override
        public List<Appearance> appearances() {
            return read.stream()
                    .map(picture -> Objects.requireNonNull(picture.appearance()))
                    .toList();
        }

        @Override
        public List<byte[]> thumbnails() {
            return read.stream()
                    .map(picture -> thumbnails.getOrDefault(picture.key(), new byte[0]))
                    .toList();
        }

        @Override
        public List<String> failures() {
            return failures;
        }

        @Override
        public Placement placement() {
            return preprocessing.placement(first());
        }

        private Size first() {
            return new Size(read.get(0).width(), read.get(0).height());
        }

        @Override
        public BankPatches patches(final BankTrainer trainer) {
            final EmbeddedPicture.Shape shape = read.get(0).shape();
            final SparkPatches made = new SparkPatches(
                    spark,
                    slots,
                    read.size(),
                    new Patches(
                            shape.height(),
                            shape.width(),
                            shape.dimension(),
                            new float[shape.height() * shape.width() * shape.dimension()]),
                    trainer.projection(shape.dimension()));
            patches.add(made);
            return made;
        }

        @Override
        public List<PictureScore> score(final TrainedDetector detector, final int[] chosen, final double sigma) {
            final ScoringTask scoring = ScoringTask.of(detector, preprocessing, first(), sigma, spark);
            try {
                return SparkPatches.inOrder(
                        chosen, SparkPatches.only(chosen, slots, spark).mapPartitions(scoring::score));
            } finally {
                scoring.destroy();
            }
        }

        @Override
        public void close() {
            patches.forEach(SparkPatches::close);
            embedded.unpersist();
            task.graph().destroy();
        }
    }
}
