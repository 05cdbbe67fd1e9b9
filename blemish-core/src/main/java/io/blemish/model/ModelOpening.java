package io.blemish.model;

import io.blemish.BackboneException;
import io.blemish.ErrorCode;
import io.blemish.ModelException;
import io.blemish.artifact.Sha256;
import io.blemish.backbone.Backbone;
import io.blemish.backbone.BackboneDescription;
import io.blemish.backbone.BackboneGraph;
import io.blemish.backbone.Execution;
import io.blemish.backbone.FeatureExtractor;
import io.blemish.backbone.Precision;
import io.blemish.detector.Detector;
import io.blemish.parallel.Workers;
import io.blemish.prediction.Calibration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Loads the networks and the detector of a model file. If one of them fails, the others are freed. */
final class ModelOpening {
    private final ModelFile file;
    private final OpenOptions options;

    private final Verification verification;

    private ModelOpening(final ModelFile file, final OpenOptions options, final Verification verification) {
        this.file = file;
        this.options = options;
        this.verification = verification;
    }

    static Model open(final ModelFile file, final OpenOptions options, final Verification verification) {
        return new ModelOpening(file, options, verification).open();
    }

    private Model open() {
        final ModelDescription description = file.description();
        final Calibration calibration = file.calibration();
        final FeatureExtractor extractor = new FeatureExtractor(description.preprocessing(), backbones());
        final Workers workers = new Workers(options.execution().threads());
        try {
            return new Model(
                    description,
                    calibration,
                    file.appearance(),
                    file.check(),
                    file.changes(),
                    extractor,
                    options.execution().batch(),
                    detector(workers),
                    workers,
                    verification);
        } catch (final RuntimeException | Error e) {
            workers.close();
            extractor.close();
            throw e;
        }
    }

    /** Arrays that do not belong together are found when they are put together; none of them is used then. */
    private Detector detector(final Workers workers) {
        try {
            return file.description().detector().open(file.entries(), workers);
        } catch (final IllegalArgumentException e) {
            throw file.entries().contradictory(String.valueOf(e.getMessage()), e);
        }
    }

    private List<Backbone> backbones() {
        final List<BackboneDescription> described =
                file.description().detector().backbones(file.description().backbone());
        final List<Integer> numbers =
                IntStream.range(0, described.size()).boxed().toList();
        return Backbone.loadAll(numbers, number -> backbone(number, described.get(number)));
    }

    private Backbone backbone(final int number, final BackboneDescription described) {
        final String entry = file.description().detector().folder(number) + ModelFile.BACKBONE;
        if (file.entries().has(entry)) {
            return contained(entry, described);
        }
        final BackboneGraph graph = given(number, described);
        final byte[] onnx = graph.cut(described.layers()).toBytes();
        if (!Sha256.hex(onnx).equals(described.sha256())) {
            throw new BackboneException(
                    ErrorCode.BACKBONE_MISMATCH,
                    "Backbone " + graph.name() + " is not the one that model "
                            + file.entries().path()
                            + " was fitted with: its hash differs. The file that was used then is needed.");
        }
        return Backbone.load(described.name(), onnx, described.layers(), execution(described));
    }

    private Backbone contained(final String entry, final BackboneDescription described) {
        try {
            return Backbone.load(
                    described.name(), file.entries().bytes(entry), described.layers(), execution(described));
        } catch (final BackboneException e) {
            throw new BackboneException(
                    e.code(), "Model " + file.entries().path() + " cannot be used. " + e.getMessage(), e);
        }
    }

    /** The thresholds hold for the numbers in which the features of the training were computed. */
    private Execution execution(final BackboneDescription described) {
        return options.execution().withPrecision(described.precision().orElse(Precision.FLOAT32));
    }

    private BackboneGraph given(final int number, final BackboneDescription described) {
        if (number < options.backbones().size()) {
            return options.backbones().get(number);
        }
        return Optional.of(described.name())
                .filter(BackboneGraph.EMBEDDED_NAMES::contains)
                .map(BackboneGraph::embedded)
                .orElseThrow(() -> new ModelException(
                        ErrorCode.MODEL_WITHOUT_BACKBONE,
                        "Model " + file.entries().path() + " does not contain its network, " + described.name() + "."));
    }
}
