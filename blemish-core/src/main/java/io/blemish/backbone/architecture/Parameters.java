package io.blemish.backbone.architecture;

import io.blemish.BackboneException;
import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.backbone.weights.StateDict;
import io.blemish.onnx.Constant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The weights of one network, by the names that its plan uses, checked against the plan before any is read. */
final class Parameters {
    private final StateDict weights;
    private final Map<String, String> fileNames = new LinkedHashMap<>();

    /**
     * Takes the weights from a state dictionary.
     *
     * @param rename from a name in the file to the plan's, for files of an older naming
     */
    Parameters(final StateDict weights, final UnaryOperator<String> rename) {
        this.weights = weights;
        weights.names().forEach(name -> fileNames.put(rename.apply(name), name));
    }

    /**
     * Checks names and shapes.
     *
     * @param architecture for the message
     * @param wanted tensors that are about to be read
     * @param known all tensors of the architecture
     * @param ignored tells which others may be there
     * @throws BlemishException if a tensor is of another shape, does not belong there or is missing; the message names the
     *     first
     */
    void require(
            final String architecture,
            final Map<String, List<Integer>> wanted,
            final Map<String, List<Integer>> known,
            final Predicate<String> ignored) {
        for (final String name : fileNames.keySet()) {
            final List<Integer> expected = known.get(name);
            if (expected == null && !ignored.test(name)) {
                throw mismatch(
                        architecture, "it has a tensor " + fileName(name) + ", which " + architecture + " does not");
            }
            if (expected != null && !shape(name).equals(expected)) {
                throw mismatch(
                        architecture,
                        "its tensor " + fileName(name) + " has shape " + shape(name) + " and not " + expected);
            }
        }
        for (final String name : wanted.keySet()) {
            if (!fileNames.containsKey(name)) {
                throw mismatch(architecture, "it lacks the tensor " + name);
            }
        }
    }

    private BlemishException mismatch(final String architecture, final String what) {
        return new BackboneException(
                ErrorCode.BACKBONE_UNSUITABLE,
                "The weights in " + weights.source() + " are not those of " + architecture + ": " + what
                        + "; name the architecture that they belong to.");
    }

    /** Whether there is a tensor of a name. */
    boolean has(final String name) {
        return fileNames.containsKey(name);
    }

    /** The shape of a tensor that is there. */
    List<Integer> shape(final String name) {
        return weights.shape(fileName(name));
    }

    private String fileName(final String name) {
        final String fileName = fileNames.get(name);
        if (fileName == null) {
            throw new IllegalArgumentException("unchecked tensor " + name);
        }
        return fileName;
    }

    /** The values of one tensor, row-major. */
    float[] values(final String name) {
        return weights.tensor(fileName(name)).values();
    }

    /** Makes a constant of a graph. */
    static Constant constant(final String name, final List<Integer> shape, final float[] values) {
        return Constant.floats(name, shape.stream().map(Integer::longValue).toList(), values);
    }
}
