package io.blemish.spark;

import io.blemish.artifact.ArtifactFile;
import io.blemish.artifact.ArtifactWriter;
import io.blemish.artifact.Json;
import io.blemish.detector.DetectorDescription;
import io.blemish.detector.TrainedDetector;
import io.blemish.image.Placement;
import io.blemish.image.Preprocessing;
import io.blemish.image.Size;
import io.blemish.model.PictureScore;
import io.blemish.parallel.Workers;
import io.blemish.prediction.MapRenderer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Scores the pictures of a partition by a detector that the driver has trained. The detector is opened once in a JVM.
 *
 * @param name of the detector, which is like no other
 * @param file the detector's file, in pieces
 * @param preprocessing of the pictures, as JSON
 * @param width of the first picture
 * @param height of the first picture
 * @param sigma of the Gaussian that smooths the map
 */
record ScoringTask(
        String name, ArrayList<Broadcast<byte[]>> file, String preprocessing, int width, int height, double sigma)
        implements Serializable {
    private static final SharedValues<OpenDetector> DETECTORS = new SharedValues<>();
    private static final String DETECTOR = "detector";
    private static final String DESCRIPTION = "detector.json";
    private static final int PIECE = 1 << 26;
    private static final Workers ON_THE_TASKS_THREAD = new Workers(1);

    /** What tells a detector how to open its arrays. */
    private record Described(DetectorDescription detector) {}

    /** A detector with the file that it lies in. */
    private record OpenDetector(TrainedDetector detector, Path file) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            detector.close();
            Files.deleteIfExists(file);
        }
    }

    static ScoringTask of(
            final TrainedDetector detector,
            final Preprocessing preprocessing,
            final Size picture,
            final double sigma,
            final JavaSparkContext spark) {
        final ArrayList<Broadcast<byte[]>> pieces = new ArrayList<>();
        try {
            final Path file = Files.createTempFile("blemish", ".detector");
            try {
                try (ArtifactWriter writer = new ArtifactWriter(file)) {
                    detector.write(writer);
                    writer.finish(DESCRIPTION, Json.document(new Described(detector.description())));
                }
                try (var in = Files.newInputStream(file)) {
                    for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
                        pieces.add(spark.broadcast(piece));
                    }
                }
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (final IOException e) {
            throw TemporaryFolder.unusable("detector", e);
        }
        return new ScoringTask(
                UUID.randomUUID().toString(),
                pieces,
                Json.line(preprocessing),
                picture.width(),
                picture.height(),
                sigma);
    }

    Iterator<SparkPatches.Answer<PictureScore>> score(final Iterator<SlotPatches> pictures) {
        final List<SparkPatches.Answer<PictureScore>> scores = new ArrayList<>();
        if (!pictures.hasNext()) {
            return scores.iterator();
        }
        final Shared<OpenDetector> open = DETECTORS.borrow(DETECTOR, name, this::open);
        try {
            final TrainedDetector detector = open.value().detector();
            final Preprocessing steps = EmbeddingTask.read(preprocessing, Preprocessing.class);
            final MapRenderer renderer = new MapRenderer(sigma, steps.mask());
            final Placement placement = steps.placement(new Size(width, height));
            while (pictures.hasNext()) {
                final SlotPatches picture = pictures.next();
                scores.add(new SparkPatches.Answer<>(
                        picture.slot(),
                        PictureScore.of(
                                detector.score(picture.patches()), detector.description(), placement, renderer)));
            }
            return scores.iterator();
        } finally {
            open.giveBack();
        }
    }

    private OpenDetector open() {
        try {
            final Path copy = Files.createTempFile("blemish", ".detector");
            try {
                return open(copy);
            } catch (final IOException | RuntimeException | Error e) {
                // A task that is tried again would leave another one.
                Files.deleteIfExists(copy);
                throw e;
            }
        } catch (final IOException e) {
            throw TemporaryFolder.unusable("detector", e);
        }
    }

    private OpenDetector open(final Path copy) throws IOException {
        try (OutputStream out = Files.newOutputStream(copy)) {
            for (final Broadcast<byte[]> piece : file) {
                out.write(piece.value());
            }
        }
        try (ArtifactFile opened = ArtifactFile.open(copy)) {
            return new OpenDetector(
                    (TrainedDetector)
                            opened.json(DESCRIPTION, Described.class).detector().open(opened, ON_THE_TASKS_THREAD),
                    copy);
        }
    }

    /** Frees what the driver keeps of it. */
    void destroy() {
        file.forEach(Broadcast::destroy);
    }
}
