package io.blemish.model;

import io.blemish.InputException;
import io.blemish.backbone.Backbone;
import io.blemish.backbone.BackboneGraph;
import io.blemish.backbone.Execution;
import io.blemish.backbone.Extraction;
import io.blemish.backbone.FeatureExtractor;
import io.blemish.backbone.FeatureMap;
import io.blemish.backbone.FeatureSource;
import io.blemish.backbone.PictureFeatures;
import io.blemish.detector.PatchScores;
import io.blemish.image.ImageDecoder;
import io.blemish.image.RgbImage;
import io.blemish.image.Size;
import io.blemish.onnx.OnnxRuntime;
import io.blemish.parallel.Workers;
import io.blemish.prediction.AnomalyMap;
import io.blemish.prediction.Calibration;
import io.blemish.prediction.MapRenderer;
import io.blemish.prediction.Prediction;
import io.blemish.prediction.Region;
import io.blemish.prediction.Regions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A fitted model: judges pictures. Opened from a file by memory map, so opening takes no longer for a large memory bank.
 * Safe for use by many threads at once; the verdict on a picture does not depend on the threads.
 */
public final class Model implements AutoCloseable {
    private final ModelDescription description;
    private final Calibration calibration;
    private final FeatureExtractor extractor;
    private final int batch;
    private final Ensemble detector;
    private final Workers workers;

    private Model(
            final ModelDescription description,
            final Calibration calibration,
            final FeatureExtractor extractor,
            final int batch,
            final Ensemble detector,
            final Workers workers) {
        this.description = description;
        this.calibration = calibration;
        this.extractor = extractor;
        this.batch = batch;
        this.detector = detector;
        this.workers = workers;
    }

    /**
     * Opens a model to judge pictures one after the other as fast as this machine can.
     *
     * @param file written by {@link ModelFit}
     * @throws InputException where it is not there, damaged or newer than this software
     */
    public static Model open(final Path file) {
        return open(file, Runtime.getRuntime().availableProcessors(), Optional.empty());
    }

    /**
     * Opens a model.
     *
     * @param file written by {@link ModelFit}
     * @param threads how many threads one picture may use; 1 is best where many pictures are judged at once
     * @param backbone the network, for a model that does not contain it
     * @throws InputException where it is not there, damaged or newer than this software, or lacks its network
     */
    public static Model open(final Path file, final int threads, final Optional<BackboneGraph> backbone) {
        return open(file, Execution.cpu(threads), backbone.stream().toList());
    }

    /**
     * Opens a model.
     *
     * @param file written by {@link ModelFit}
     * @param execution how to run the networks; one picture may use as many threads in all that follows too
     * @param backbones the networks in their order, for a model that does not contain them
     * @throws InputException as above
     */
    public static Model open(final Path file, final Execution execution, final List<BackboneGraph> backbones) {
        OnnxRuntime.begin();
        try (ModelFile opened = ModelFile.open(file)) {
            final ModelDescription description = opened.description();
            final Calibration calibration = opened.calibration();
            final List<StoredNetwork> networks = StoredNetwork.all(opened);
            final List<Backbone> loaded = new ArrayList<>();
            for (int i = 0; i < networks.size(); i++) {
                final Optional<BackboneGraph> given =
                        i < backbones.size() ? Optional.of(backbones.get(i)) : Optional.empty();
                loaded.add(networks.get(i).backbone(execution, given));
            }
            final Workers workers = new Workers(execution.threads());
            return new Model(
                    description,
                    calibration,
                    new FeatureExtractor(description.preprocessing(), loaded),
                    execution.batch(),
                    new Ensemble(networks.stream()
                            .map(network -> network.member(workers))
                            .toList()),
                    workers);
        }
    }

    /** All that made the model. */
    public ModelDescription description() {
        return description;
    }

    /** The thresholds and the scores that they come from. */
    public Calibration calibration() {
        return calibration;
    }

    /**
     * Judges a picture.
     *
     * @param picture a file
     * @throws InputException where it cannot be read
     */
    public Prediction predict(final Path picture) {
        return predict(picture.toString(), new ImageDecoder().decode(picture));
    }

    /**
     * Judges a picture that is in memory.
     *
     * @param name to call it by in the prediction
     * @param picture of any size
     * @throws InputException where the network cannot take it
     */
    public Prediction predict(final String name, final RgbImage picture) {
        return predict(name, features(picture));
    }

    /**
     * What the network says of a picture: the first half of judging it, for a caller that times the two.
     *
     * @param picture of any size
     * @throws InputException where the network cannot take it
     */
    public PictureFeatures features(final RgbImage picture) {
        return new PictureFeatures(picture.size(), extractor.extract(picture));
    }

    /**
     * What the network says of several pictures: those of one size go through it in one run.
     *
     * @param pictures of any sizes
     * @return in their order
     */
    public List<Extraction> features(final List<RgbImage> pictures) {
        return extractor.extract(pictures);
    }

    /** What the network says of the pictures of a data set, read as many together as this was opened for. */
    public FeatureSource featureSource() {
        return FeatureSource.reading(extractor, batch);
    }

    /**
     * Judges a picture whose features are known already.
     *
     * @param name to call it by in the prediction
     * @param features by this model's network, layers and preprocessing
     * @throws InputException where the detector cannot judge them
     */
    public Prediction predict(final String name, final PictureFeatures features) {
        return predict(name, features.size(), detector.score(features.layers()));
    }

    private Prediction predict(final String name, final Size picture, final PatchScores scores) {
        final AnomalyMap map = render(picture, scores);
        final float score = detector.pictureScore(scores, map.peak());
        if (!Float.isFinite(score)) {
            throw new InputException("Picture " + name + " has no finite score: the model's network is damaged. "
                    + "Check the model with: blemish info");
        }
        final boolean anomalous = score > calibration.threshold();
        final List<Region> regions = anomalous
                ? Regions.above(
                        map,
                        calibration.pixelThreshold(),
                        description.preprocessing().placement(picture))
                : List.of();
        return new Prediction(
                name,
                picture.width(),
                picture.height(),
                score,
                calibration.threshold(),
                anomalous,
                calibration.pixelThreshold(),
                regions,
                map);
    }

    private AnomalyMap render(final Size picture, final PatchScores scores) {
        final Size input = description.preprocessing().outputSize(picture);
        return new MapRenderer(input.width(), input.height(), description.sigma()).render(scores);
    }

    /**
     * Judges a picture and says how long each part of it took.
     *
     * @param picture of any size
     */
    public StageTimes time(final RgbImage picture) {
        final long begun = System.nanoTime();
        final List<FeatureMap> layers = extractor.extract(picture);
        final long extracted = System.nanoTime();
        final PatchScores scores = detector.score(layers);
        final long scored = System.nanoTime();
        predict("", picture.size(), scores);
        return new StageTimes(extracted - begun, scored - extracted, System.nanoTime() - scored);
    }

    @Override
    public void close() {
        detector.close();
        extractor.close();
        workers.close();
    }
}
