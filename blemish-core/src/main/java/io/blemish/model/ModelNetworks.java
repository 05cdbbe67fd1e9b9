package io.blemish.model;

import io.blemish.BackboneException;
import io.blemish.ErrorCode;
import io.blemish.ModelException;
import io.blemish.artifact.Sha256;
import io.blemish.backbone.BackboneDescription;
import io.blemish.backbone.BackboneGraph;
import io.blemish.onnx.OnnxRuntime;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Finds the networks of a model, cut to their layers: in its file, among those that the caller gives, or in the library.
 *
 * @param file the model
 * @param given the networks in their order, for a model that does not contain them
 */
record ModelNetworks(ModelFile file, List<BackboneGraph> given) {
    /** The networks that the model describes, in order. */
    List<BackboneDescription> described() {
        return file.description().detector().backbones(file.description().backbone());
    }

    /**
     * The contents of an ONNX file with a network, in a direct buffer.
     *
     * @param number of the network
     */
    ByteBuffer onnx(final int number) {
        final BackboneDescription described = described().get(number);
        if (contained(number)) {
            return file.entries().bytes(entry(number));
        }
        final BackboneGraph graph = elsewhere(number, described);
        final byte[] onnx = graph.cut(described.layers()).toBytes();
        if (!Sha256.hex(onnx).equals(described.sha256())) {
            throw new BackboneException(
                    ErrorCode.BACKBONE_MISMATCH,
                    "Backbone " + graph.name() + " is not the one that model "
                            + file.entries().path()
                            + " was fitted with: its hash differs. The file that was used then is needed.");
        }
        return OnnxRuntime.bytes(onnx.length).put(onnx).flip();
    }

    private BackboneGraph elsewhere(final int number, final BackboneDescription described) {
        if (number < given.size()) {
            return given.get(number);
        }
        return Optional.of(described.name())
                .filter(BackboneGraph.EMBEDDED_NAMES::contains)
                .map(BackboneGraph::embedded)
                .orElseThrow(() -> new ModelException(
                        ErrorCode.MODEL_WITHOUT_BACKBONE,
                        "Model " + file.entries().path() + " does not contain its network, " + described.name() + "."));
    }

    /** Whether the model's file has a network in it. */
    boolean contained(final int number) {
        return file.entries().has(entry(number));
    }

    private String entry(final int number) {
        return file.description().detector().folder(number) + ModelFile.BACKBONE;
    }
}
