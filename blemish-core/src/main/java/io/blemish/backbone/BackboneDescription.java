package io.blemish.backbone;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.blemish.artifact.Ranges;
import io.blemish.artifact.Sha256;
import java.util.List;
import java.util.Optional;

/**
 * A network as a model file records it.
 *
 * @param name as the user named it
 * @param layers whose feature maps are used
 * @param sha256 of the ONNX graph, cut to those layers
 * @param embedded whether the graph is in this file
 * @param precision in what numbers it is computed; left out in files where that is floats
 */
public record BackboneDescription(
        String name,
        List<String> layers,
        String sha256,
        boolean embedded,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Precision> precision) {
    /**
     * Checks that nothing is left out.
     *
     * @param name as the user named it
     * @param layers whose feature maps are used, at least one; copied
     * @param sha256 of the ONNX graph, cut to those layers
     * @param embedded whether the graph is in this file
     * @param precision in what numbers it is computed
     */
    public BackboneDescription {
        Ranges.present(name, "the name of the backbone");
        layers = Ranges.complete(layers, "layers");
        Ranges.within(layers.size(), "the number of layers", 1, Integer.MAX_VALUE);
        Ranges.present(sha256, "the hash of the backbone");
        Ranges.present(precision, "precision");
    }

    /**
     * Describes a network that is cut to its layers.
     *
     * @param graph the network
     * @param layers whose feature maps are used
     * @param embedded whether the model file contains it
     * @param precision the numbers in which it is computed
     * @return the description; it names a precision only if that is not floats of 32 bits
     */
    public static BackboneDescription of(
            final BackboneGraph graph, final List<String> layers, final boolean embedded, final Precision precision) {
        return new BackboneDescription(
                graph.name(),
                layers,
                Sha256.hex(graph.toBytes()),
                embedded,
                Optional.of(precision).filter(numbers -> numbers != Precision.FLOAT32));
    }
}
