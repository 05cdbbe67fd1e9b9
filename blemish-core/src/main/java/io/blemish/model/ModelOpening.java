package io.blemish.model;

import io.blemish.BackboneException;
import io.blemish.backbone.Backbone;
import io.blemish.backbone.BackboneDescription;
import io.blemish.backbone.Execution;
import io.blemish.backbone.FeatureExtractor;
import io.blemish.backbone.Precision;
import io.blemish.parallel.Workers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;
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
        final ModelOpening opening = new ModelOpening(file, options, verification);
        return opening.open(opening::own);
    }

    /**
     * Opens a model whose pictures one graph judges.
     *
     * @param graph makes the graph of the model's parts
     */
    static Model open(
            final ModelFile file,
            final OpenOptions options,
            final Verification verification,
            final Function<ModelParts, WholeGraph> graph) {
        final ModelOpening opening = new ModelOpening(file, options, verification);
        return opening.open(workers -> opening.ofGraph(workers, graph));
    }

    private Model open(final Function<Workers, Steps> steps) {
        final Workers workers = new Workers(options.execution().threads());
        try {
            return new Model(
                    file.description(),
                    file.alignment(),
                    file.calibration(),
                    file.appearance(),
                    file.check(),
                    file.thumbnails(),
                    file.changes(),
                    steps.apply(workers),
                    options.execution().batch(),
                    workers,
                    verification);
        } catch (final RuntimeException | Error e) {
            workers.close();
            throw e;
        }
    }

    private Steps own(final Workers workers) {
        final ModelDescription description = file.description();
        final FeatureExtractor extractor = new FeatureExtractor(description.preprocessing(), backbones());
        try {
            return Steps.own(extractor, file.detector(workers), description.renderer());
        } catch (final RuntimeException | Error e) {
            extractor.close();
            throw e;
        }
    }

    /** All of the file goes into the graph, so it is compared with its hashes before. */
    private Steps ofGraph(final Workers workers, final Function<ModelParts, WholeGraph> maker) {
        final ModelParts parts = ModelParts.of(file, options.backbones(), workers);
        try {
            verification.await();
            final WholeGraph graph = maker.apply(parts);
            final Backbone whole = Backbone.load("whole graph", graph.onnx(), graph.outputs(), options.execution());
            return Steps.ofGraph(
                    new FeatureExtractor(file.description().preprocessing(), whole), parts.detector(), graph.size());
        } catch (final BackboneException e) {
            parts.close();
            throw unusable(e);
        } catch (final RuntimeException | Error e) {
            parts.close();
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
            throw unusable(e);
        }
    }

    private BackboneException unusable(final BackboneException e) {
        return new BackboneException(
                e.code(), "Model " + file.entries().path() + " cannot be used. " + e.getMessage(), e);
    }

    /** The thresholds hold for the numbers in which the features of the training were computed. */
    private Execution execution(final BackboneDescription described) {
        return options.execution().withPrecision(described.precision().orElse(Precision.FLOAT32));
    }
}
