package io.blemish.model;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.ModelException;
import io.blemish.alignment.AlignedInput;
import io.blemish.alignment.Alignment;
import io.blemish.backbone.Extraction;
import io.blemish.backbone.FeatureSource;
import io.blemish.backbone.PictureFeatures;
import io.blemish.detector.Detector;
import io.blemish.detector.PatchScores;
import io.blemish.drift.LearnedAppearance;
import io.blemish.drift.Observation;
import io.blemish.image.Picture;
import io.blemish.image.Placement;
import io.blemish.image.RgbImage;
import io.blemish.onnx.OnnxRuntime;
import io.blemish.parallel.Workers;
import io.blemish.prediction.AnomalyMap;
import io.blemish.prediction.Calibration;
import io.blemish.prediction.Decision;
import io.blemish.prediction.Prediction;
import io.blemish.prediction.Region;
import io.blemish.prediction.Regions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A fitted model: judges pictures. Opened from a file by memory map, so opening takes no longer for a large memory bank.
 * Safe for use by many threads at once; the verdict on a picture does not depend on the threads, nor on the pictures that it is
 * judged with.
 */
public final class Model implements AutoCloseable {
    private final ModelDescription description;
    private final Optional<Alignment> alignment;
    private final Calibration calibration;
    private final Optional<LearnedAppearance> appearance;
    private final Optional<ModelCheck> check;
    private final Thumbnails thumbnails;
    private final TrainingInputs trainingInputs;
    private final List<ModelChange> changes;
    private final Steps steps;
    private final int batch;
    private final FeatureSource source;
    private final Workers workers;
    private final Verification verification;

    /** The model that was opened, with which this one lives: itself, or the one that this is another view of. */
    private final Model opened;

    /** Whoever judges holds the read lock, so that closing waits: the networks must not be unloaded while they run. */
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    private boolean closed;

    Model(
            final ModelDescription description,
            final Optional<Alignment> alignment,
            final Calibration calibration,
            final Optional<LearnedAppearance> appearance,
            final Optional<ModelCheck> check,
            final Thumbnails thumbnails,
            final List<ModelChange> changes,
            final Steps steps,
            final int batch,
            final Workers workers,
            final Verification verification) {
        this.description = description;
        this.alignment = alignment;
        this.calibration = calibration;
        this.appearance = appearance;
        this.check = check;
        this.thumbnails = thumbnails;
        this.trainingInputs = description.trainingInputs();
        this.changes = List.copyOf(changes);
        this.steps = steps;
        this.batch = batch;
        this.source = source(steps::require);
        this.workers = workers;
        this.verification = verification;
        this.opened = this;
    }

    private Model(final Model other, final Calibration calibration) {
        this.description = other.description;
        this.alignment = other.alignment;
        this.calibration = calibration;
        this.appearance = other.appearance;
        this.check = other.check;
        this.thumbnails = other.thumbnails;
        this.trainingInputs = other.trainingInputs;
        this.changes = other.changes;
        this.steps = other.steps;
        this.batch = other.batch;
        this.source = other.source;
        this.workers = other.workers;
        this.verification = other.verification;
        this.opened = other.opened;
    }

    /**
     * {@return the same model with other thresholds} It shares all else with this one, so it costs nothing, and can judge until
     * this one is closed; closing it does nothing. The file stays as it is; {@link ThresholdChange} writes another one.
     *
     * @param value thresholds that this model's {@link #calibration} gives
     */
    public Model withCalibration(final Calibration value) {
        return new Model(this, value);
    }

    /**
     * {@return the same model with another threshold, as {@link #withCalibration} gives it}
     *
     * @param value a picture is anomalous if its score is above this, at least 0; see {@link Calibration#at(float)}
     * @throws IllegalArgumentException if it is not a number or below 0, or if there is a threshold for review and its share is
     *     not larger
     */
    public Model withThreshold(final float value) {
        // From the thresholds of the file, because those of 0 would leave no proportion to move by.
        return withCalibration(opened.calibration.at(value));
    }

    /**
     * Opens a model to judge pictures one after the other as fast as this machine can.
     *
     * @param file written by {@link ModelTrainer}
     * @return the model, to be closed by the caller
     * @throws BlemishException if it is not there, damaged or newer than this software
     */
    public static Model open(final Path file) {
        return open(file, OpenOptions.DEFAULT);
    }

    /**
     * Opens a model.
     *
     * @param file written by {@link ModelTrainer}
     * @param options how to run it
     * @return the model, to be closed by the caller
     * @throws BlemishException if it is not there, damaged or newer than this software, or lacks its network
     */
    public static Model open(final Path file, final OpenOptions options) {
        return open(file, (opened, verification) -> ModelOpening.open(opened, options, verification));
    }

    /**
     * Opens a model whose pictures one graph judges, on the device of the options from the networks to the map. Its networks are not
     * shared with other models. {@link io.blemish.export.ModelExport#openWholeGraph} gives a model's own graph.
     *
     * @param file written by {@link ModelTrainer}
     * @param options how to run the graph
     * @param graph makes the graph of the model's parts, which are valid until it returns
     * @return the model, to be closed by the caller
     * @throws BlemishException if it is not there, damaged or newer than this software, lacks its network, or cannot be a graph
     */
    public static Model open(final Path file, final OpenOptions options, final Function<ModelParts, WholeGraph> graph) {
        return open(file, (opened, verification) -> ModelOpening.open(opened, options, verification, graph));
    }

    private static Model open(final Path file, final BiFunction<ModelFile, Verification, Model> opening) {
        OnnxRuntime.begin();
        final ModelFile opened = ModelFile.open(file);
        final Verification verification = Verification.begin(opened);
        try {
            return opening.apply(opened, verification);
        } catch (final RuntimeException | Error e) {
            verification.close();
            throw e;
        }
    }

    /**
     * Waits until all of the file has been compared with the hashes in it, which begins when it is opened. No verdict is given
     * before; this is for a caller who wants to know without one.
     *
     * @throws BlemishException if the file is damaged
     */
    public void requireIntact() {
        verification.await();
    }

    /** {@return everything that made the model} */
    public ModelDescription description() {
        return description;
    }

    /** {@return the thresholds and the scores that they come from} */
    public Calibration calibration() {
        return calibration;
    }

    /** {@return how the training pictures look; empty if the model was made by an earlier version, which did not keep that} */
    public Optional<LearnedAppearance> appearance() {
        return appearance;
    }

    /** {@return the score of a made-up picture when the model was fitted; empty if the file does not say it} */
    public Optional<ModelCheck> check() {
        return check;
    }

    /** {@return what brings pictures to the pose of a template before they are judged; empty if they are judged as they are} */
    public Optional<Alignment> alignment() {
        return alignment;
    }

    /**
     * {@return the picture that the score of a check is for: a made-up one, or the template to whose pose pictures are brought}
     *
     * @param known the check of this model
     */
    public Picture checkPicture(final ModelCheck known) {
        return alignment.map(value -> ModelCheck.picture(value.template())).orElseGet(known::picture);
    }

    /** {@return the changes of the model since its fit, the oldest first} */
    public List<ModelChange> changes() {
        return changes;
    }

    /** {@return small copies of the training pictures; of none if the model was fitted to keep none} */
    public Thumbnails thumbnails() {
        return thumbnails;
    }

    /**
     * Where the features of pictures come from; valid until this is closed.
     *
     * @param decoded hears of each picture that was decoded
     */
    FeatureSource source(final BiConsumer<Picture, RgbImage> decoded) {
        return FeatureSource.reading(steps.extractor(), batch, alignment, decoded);
    }

    /**
     * Where the features of further training pictures come from, with those of their turned copies if the model learned from such;
     * valid until this is closed.
     *
     * @param decoded hears of each picture that was decoded
     */
    FeatureSource learning(final BiConsumer<Picture, RgbImage> decoded) {
        return description
                .turns()
                .map(turns -> FeatureSource.turning(steps.extractor(), batch, turns, decoded))
                .orElseGet(() -> source(decoded));
    }

    /** What scores the pictures; valid until this is closed. */
    Detector detector() {
        return steps.detector();
    }

    /** {@return the number of pictures that are best judged together} Tiles of one picture fill a batch. */
    public int batch() {
        return description.preprocessing().tiling().isPresent() ? 1 : batch;
    }

    /**
     * Judges a picture.
     *
     * @param picture a file
     * @return the verdict on the picture
     * @throws BlemishException if it cannot be read
     */
    public Prediction predict(final Path picture) {
        return predict(Picture.of(picture));
    }

    /**
     * Judges a picture.
     *
     * @param picture of any size
     * @return the verdict on the picture
     * @throws BlemishException if it cannot be read, or the network cannot take it
     */
    public Prediction predict(final Picture picture) {
        return predict(List.of(picture)).get(0).orElseThrow();
    }

    /**
     * Judges several pictures: those of one size go through the networks in one run.
     *
     * @param pictures of any sizes
     * @return in their order; a picture that cannot be read or judged does not keep the others from it
     * @throws IllegalStateException if the model is closed
     */
    public List<Outcome> predict(final List<Picture> pictures) {
        return predict(pictures, source);
    }

    /**
     * Judges several pictures whose features come from elsewhere.
     *
     * @param pictures of any sizes
     * @param features of these pictures, by this model's networks, layers and preprocessing
     * @return in their order
     * @throws IllegalStateException if the model is closed, or one graph judges its pictures, which takes no features
     */
    public List<Outcome> predict(final List<Picture> pictures, final FeatureSource features) {
        opened.lock.readLock().lock();
        try {
            if (opened.closed) {
                throw new IllegalStateException("the model is closed, so it cannot judge pictures");
            }
            if (steps.graph().isPresent() && !features.equals(source)) {
                throw new IllegalStateException("the model is run as one graph, which takes pictures and no features");
            }
            final long begun = System.nanoTime();
            final List<Extraction> extractions = features.features(pictures);
            final long extracted = System.nanoTime() - begun;
            final List<Outcome> outcomes = new ArrayList<>(pictures.size());
            for (int i = 0; i < pictures.size(); i++) {
                outcomes.add(outcome(pictures.get(i).name(), extractions.get(i), extracted));
            }
            requireIntact();
            return List.copyOf(outcomes);
        } finally {
            opened.lock.readLock().unlock();
        }
    }

    /**
     * Judges several pictures on a thread of the caller's choice.
     *
     * @param pictures of any sizes
     * @param executor runs the work
     * @return completes with what {@link #predict(List)} returns
     */
    public CompletableFuture<List<Outcome>> predictAsync(final List<Picture> pictures, final Executor executor) {
        return CompletableFuture.supplyAsync(() -> predict(pictures), executor);
    }

    private Outcome outcome(final String name, final Extraction extraction, final long extracted) {
        try {
            final ScoredPicture scored =
                    ScoredPicture.of(extraction, description.preprocessing(), features -> scores(name, features));
            final PatchScores scores = scored.scores();
            final long begun = System.nanoTime();
            final Prediction prediction = prediction(name, scores, scored.features());
            return new Outcome.Judged(
                    prediction,
                    new StageTimes(extracted + scored.extracting(), scored.scoring(), System.nanoTime() - begun),
                    new Observation(
                            prediction.score(),
                            scores.typicalDistance(),
                            scored.features().appearance()));
        } catch (final BlemishException e) {
            return new Outcome.Refused(name, e);
        } catch (final InternalError e) {
            // Java's word for a mapped page that is not in the file any more.
            return new Outcome.Refused(
                    name,
                    new ModelException(
                            ErrorCode.MODEL_DAMAGED,
                            "Picture " + name + " cannot be judged: the model's file was cut short while it was in use."
                                    + " Replace a model by renaming a new file to its name.",
                            e));
        }
    }

    /** Whether all numbers of a bank are finite is seen only when they are compared, because opening does not read them. */
    private PatchScores scores(final String name, final PictureFeatures features) {
        try {
            return steps.detector().score(features);
        } catch (final IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new ModelException(
                    ErrorCode.MODEL_DAMAGED,
                    "Picture " + name + " cannot be judged: the model's arrays hold values that no fit gives.",
                    e);
        }
    }

    private Prediction prediction(final String name, final PatchScores scores, final PictureFeatures features) {
        final Placement placement = description.preprocessing().placement(features.size());
        final AnomalyMap rendered = steps.maps().of(features, scores, placement);
        final float score = description.detector().pictureScore(scores, rendered.peak());
        if (!Float.isFinite(score)) {
            throw new ModelException(
                    ErrorCode.MODEL_NOT_FINITE,
                    "Picture " + name + " has no finite score: the model's network is damaged.");
        }
        final Optional<AlignedInput> aligned = features.pose().map(known -> new AlignedInput(known, placement));
        final AnomalyMap map = aligned.map(input -> new AnomalyMap(input.toPicture(rendered.values()), placement))
                .orElse(rendered);
        final Decision decision = calibration.decide(score);
        final float pixelThreshold = calibration.pixelThreshold(decision);
        final List<Region> regions = decision == Decision.OK
                ? List.of()
                : new EvidenceFinder(steps.detector(), trainingInputs, scores, placement, aligned)
                        .of(Regions.above(map, pixelThreshold));
        return new Prediction(
                name,
                placement.picture().width(),
                placement.picture().height(),
                score,
                calibration.threshold(),
                calibration.reviewThreshold(),
                decision == Decision.DEFECT,
                pixelThreshold,
                regions,
                map);
    }

    /**
     * Waits for pictures that are being judged, and frees the networks. Closing a second time does nothing, nor does closing the
     * same model with other thresholds.
     */
    @Override
    public void close() {
        if (opened != this) {
            return;
        }
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                verification.close();
                steps.close();
                workers.close();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }
}
