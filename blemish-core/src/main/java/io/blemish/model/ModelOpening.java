package io.blemish.model;

import io.blemish.BackboneException;
import io.blemish.backbone.Backbone;
import io.blemish.backbone.BackboneDescription;
import io.blemish.backbone.Execution;
import io.blemish.backbone.FeatureExtractor;
import io.blemish.backbone.Precision;
import io.blemish.parallel.Workers;
import io.blemish.prediction.Calibration;
import java.nio.ByteBuffer;
import java.util.List;
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
                    file.alignment(),
                    calibration,
                    file.appearance(),
                    file.check(),
                    file.thumbnails(),
                    file.changes(),
                    extractor,
                    options.execution().batch(),
                    file.detector(workers),
                    workers,
                    verification);
        } catch (final RuntimeException | Error e) {
            workers.close();
            extractor.close();
            throw e;
        }
    }

    private List<Backbone> backbones() {
        final ModelNetworks networks = new ModelNetworks(file, options.backbones());
        final List<Integer> numbers =
                IntStream.range(0, networks.described().size()).boxed().toList();
        return Backbone.loadAll(numbers, number -> backbone(networks, number));
    }

    private Backbone backbone(final ModelNetworks networks, final int number) {
        final BackboneDescription described = networks.described().get(number);
        final ByteBuffer onnx = networks.onnx(number);
        try {
            return Backbone.load(described.name(), onnx, described.layers(), execution(described));
        } catch (final BackboneException e) {
            if (!networks.contained(number)) {
                throw e;
            }
            throw new BackboneException(
                    e.code(), "Model " + file.entries().path() + " cannot be used. " + e.getMessage(), e);
        }
    }

    /** The thresholds hold for the numbers in which the features of the training were computed. */
    private Execution execution(final BackboneDescription described) {
        return options.execution().withPrecision(described.precision().orElse(Precision.FLOAT32));
    }
}
