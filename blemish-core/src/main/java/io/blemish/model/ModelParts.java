package io.blemish.model;

import io.blemish.backbone.BackboneGraph;
import io.blemish.detector.Detector;
import io.blemish.image.Size;
import io.blemish.parallel.Workers;
import io.blemish.prediction.Calibration;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a model consists of, for another use than judging pictures with it.
 *
 * @param description all that made the model
 * @param calibration the thresholds
 * @param inputSize the size of the networks' input for the training pictures; empty if pictures of different sizes give inputs
 *     of different sizes and the model does not say which it was fitted on
 * @param networks cut to their layers, in order
 * @param detector valid until this is closed
 */
public record ModelParts(
        ModelDescription description,
        Calibration calibration,
        Optional<Size> inputSize,
        List<BackboneGraph> networks,
        Detector detector)
        implements AutoCloseable {
    /** Any size will do to ask for the input's if that is the same for all. */
    private static final Size ANY = new Size(1, 1);

    /**
     * Copies the list.
     *
     * @param description all that made the model
     * @param calibration the thresholds
     * @param inputSize the size of the networks' input for the training pictures, if it is known
     * @param networks the networks, cut to their layers, in order; copied
     * @param detector what scores the pictures; closed with this
     */
    public ModelParts {
        networks = List.copyOf(networks);
    }

    /**
     * Opens the parts of a model, all of which are compared with the hashes in its file first.
     *
     * @param file written by {@link ModelTrainer}
     * @param given the networks in their order, for a model that does not contain them
     * @param workers used if the detector is asked; not closed here
     * @return the parts, to be closed by the caller
     * @throws io.blemish.BlemishException if it is not there, damaged or newer than this software, or lacks its network
     */
    public static ModelParts open(final Path file, final List<BackboneGraph> given, final Workers workers) {
        try (ModelFile opened = ModelFile.open(file)) {
            opened.requireIntact();
            return of(opened, given, workers);
        }
    }

    /** The parts of a model whose file is open. */
    static ModelParts of(final ModelFile opened, final List<BackboneGraph> given, final Workers workers) {
        final ModelNetworks networks = new ModelNetworks(opened, given);
        final List<BackboneGraph> graphs = IntStream.range(
                        0, networks.described().size())
                .mapToObj(number ->
                        BackboneGraph.parse(networks.described().get(number).name(), networks.onnx(number)))
                .toList();
        return new ModelParts(
                opened.description(), opened.calibration(), inputSize(opened), graphs, opened.detector(workers));
    }

    private static Optional<Size> inputSize(final ModelFile file) {
        final boolean same = file.description().preprocessing().sameForAll();
        return (same ? Optional.of(ANY) : file.check().map(check -> new Size(check.width(), check.height())))
                .map(file.description().preprocessing()::outputSize);
    }

    @Override
    public void close() {
        detector.close();
    }
}
