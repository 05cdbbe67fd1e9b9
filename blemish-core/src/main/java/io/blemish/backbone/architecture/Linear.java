package io.blemish.backbone.architecture;

import io.blemish.onnx.Constant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A linear map of each token, {@code x·Wᵀ + b}. Tensors may hold several of them, one after the other, and what follows
 * or precedes the map and only multiplies is taken into its weights.
 *
 * @param weight the tensor with the weights, {@code [parts · out, in]}
 * @param bias the tensor with the bias, {@code [biasParts · out]}, if there is one
 * @param inputs channels of a token
 * @param outputs channels of the result
 * @param parts how many maps the tensor with the weights holds
 * @param part which of them this is
 * @param biasParts how many maps the tensor with the bias holds
 * @param biasPart which of them this is
 * @param factor by which the result is multiplied
 * @param scale the tensor by whose channels the result is multiplied, if it is
 */
record Linear(
        String weight,
        Optional<String> bias,
        int inputs,
        int outputs,
        int parts,
        int part,
        int biasParts,
        int biasPart,
        double factor,
        Optional<String> scale) {

    /** A map with tensors of its own. */
    static Linear of(final String key, final int inputs, final int outputs) {
        return new Linear(
                key + ".weight", Optional.of(key + ".bias"), inputs, outputs, 1, 0, 1, 0, 1, Optional.empty());
    }

    /** The same map, the result of which is multiplied channel by channel. */
    Linear scaledBy(final String tensor) {
        return new Linear(weight, bias, inputs, outputs, parts, part, biasParts, biasPart, factor, Optional.of(tensor));
    }

    /** Adds it to a plan. */
    PlannedMap addTo(final Plan plan, final PlannedMap tokens, final String name) {
        final String product = bias.isEmpty() ? name : name + "/product";
        final PlannedMap multiplied =
                plan.apply("MatMul", product, outputs, tokens, new Operand.Stored(parameters(false), this::transposed));
        return bias.isEmpty()
                ? multiplied
                : plan.apply("Add", name, outputs, multiplied, new Operand.Stored(parameters(true), this::shift));
    }

    private Map<String, List<Integer>> parameters(final boolean ofBias) {
        final Map<String, List<Integer>> parameters = new LinkedHashMap<>();
        if (ofBias) {
            bias.ifPresent(tensor -> parameters.put(tensor, List.of(biasParts * outputs)));
        } else {
            parameters.put(weight, List.of(parts * outputs, inputs));
        }
        scale.ifPresent(tensor -> parameters.put(tensor, List.of(outputs)));
        return parameters;
    }

    private Constant transposed(final String name, final Parameters weights) {
        final float[] all = weights.values(weight);
        final double[] factors = factors(weights);
        final float[] values = new float[inputs * outputs];
        final int start = part * outputs * inputs;
        for (int out = 0; out < outputs; out++) {
            for (int in = 0; in < inputs; in++) {
                values[in * outputs + out] = (float) (all[start + out * inputs + in] * factors[out]);
            }
        }
        return Parameters.constant(name, List.of(inputs, outputs), values);
    }

    private Constant shift(final String name, final Parameters weights) {
        final float[] all = weights.values(bias.orElseThrow());
        final double[] factors = factors(weights);
        final float[] values = new float[outputs];
        for (int out = 0; out < outputs; out++) {
            values[out] = (float) (all[biasPart * outputs + out] * factors[out]);
        }
        return Parameters.constant(name, List.of(outputs), values);
    }

    private double[] factors(final Parameters weights) {
        final double[] factors = new double[outputs];
        final Optional<float[]> scales = scale.map(weights::values);
        for (int out = 0; out < outputs; out++) {
            factors[out] = factor * (scales.isPresent() ? scales.get()[out] : 1);
        }
        return factors;
    }
}
