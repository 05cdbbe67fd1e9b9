package io.blemish.model;

import io.blemish.InputException;
import io.blemish.artifact.ArtifactFile;
import io.blemish.artifact.Sha256;
import io.blemish.backbone.Backbone;
import io.blemish.backbone.BackboneGraph;
import io.blemish.backbone.Execution;
import io.blemish.detector.Detector;
import io.blemish.model.ModelDescription.BackboneDescription;
import io.blemish.model.ModelDescription.DetectorDescription;
import io.blemish.model.ModelDescription.EnsembleDescription;
import io.blemish.model.ModelDescription.MemberDescription;
import io.blemish.model.ModelDescription.PadimDescription;
import io.blemish.model.ModelDescription.PatchCoreDescription;
import io.blemish.model.ModelDescription.SpadeDescription;
import io.blemish.parallel.Workers;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A network of a model file and the detector on it.
 *
 * @param file the entries of both
 * @param described the network
 * @param detector its parameters
 * @param unit see {@link Ensemble}
 */
record StoredNetwork(ArtifactFile file, BackboneDescription described, DetectorDescription detector, double unit) {
    /** Those of a model, usually one. */
    static List<StoredNetwork> all(final ModelFile file) {
        final ModelDescription model = file.description();
        if (model.detector() instanceof EnsembleDescription ensemble) {
            return IntStream.range(0, ensemble.members().size())
                    .mapToObj(i -> of(
                            file.entries().within(ModelFile.network(i)),
                            ensemble.members().get(i)))
                    .toList();
        }
        return List.of(new StoredNetwork(file.entries(), model.backbone(), model.detector(), 1));
    }

    private static StoredNetwork of(final ArtifactFile file, final MemberDescription member) {
        return new StoredNetwork(file, member.backbone(), member.detector(), member.unit());
    }

    /**
     * Loads the network.
     *
     * @param execution how to run it
     * @param given the network, where the file does not contain it
     * @throws InputException where it is missing or another one
     */
    Backbone backbone(final Execution execution, final Optional<BackboneGraph> given) {
        if (file.has(ModelFile.BACKBONE)) {
            return Backbone.load(described.name(), file.bytes(ModelFile.BACKBONE), described.layers(), execution);
        }
        final BackboneGraph graph = given.or(() -> described.name().equals(BackboneGraph.DEFAULT_NAME)
                        ? Optional.of(BackboneGraph.embedded())
                        : Optional.empty())
                .orElseThrow(() -> new InputException("Model " + file.path() + " does not contain its network, "
                        + described.name() + ". Name the network's file with --backbone."));
        final byte[] onnx = graph.cut(described.layers()).toBytes();
        if (!Sha256.hex(onnx).equals(described.sha256())) {
            throw new InputException("Backbone " + graph.name() + " is not the one that model " + file.path()
                    + " was fitted with: its hash differs. Name the file that was used then.");
        }
        return Backbone.load(described.name(), onnx, described.layers(), execution);
    }

    /** Opens the detector. */
    Ensemble.Member member(final Workers workers) {
        return new Ensemble.Member(detector(workers), described.layers().size(), unit);
    }

    private Detector detector(final Workers workers) {
        if (detector instanceof PadimDescription padim) {
            return FittedPadim.open(padim, file, workers);
        }
        if (detector instanceof SpadeDescription spade) {
            return FittedSpade.open(spade, file, workers);
        }
        return FittedPatchCore.open((PatchCoreDescription) detector, file, workers);
    }
}
