package io.blemish.backbone.architecture;

import io.blemish.onnx.Constant;
import io.blemish.onnx.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An operation that reads results of others and stored numbers, in any order. It stores its own copy of the numbers,
 * called as the operation and their place among the operands.
 *
 * @param output the name of what it makes
 * @param bare the operator with its attributes, without inputs
 * @param operands what it reads, in the operator's order
 */
record StoredOperation(String output, Node bare, List<Operand> operands) implements Operation {
    StoredOperation {
        operands = List.copyOf(operands);
    }

    @Override
    public List<String> inputs() {
        final List<String> inputs = new ArrayList<>();
        for (final Operand operand : operands) {
            if (operand instanceof PlannedMap map) {
                inputs.add(map.name());
            }
        }
        return inputs;
    }

    @Override
    public Map<String, List<Integer>> parameters() {
        final Map<String, List<Integer>> parameters = new LinkedHashMap<>();
        for (final Operand operand : operands) {
            if (operand instanceof Operand.Stored stored) {
                parameters.putAll(stored.parameters());
            }
        }
        return parameters;
    }

    @Override
    public Node node() {
        final List<String> read = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            read.add(operands.get(i) instanceof PlannedMap map ? map.name() : stored(i));
        }
        return bare.withInputs(read);
    }

    private String stored(final int operand) {
        return output + "/" + operand;
    }

    @Override
    public List<Constant> constants(final Parameters weights) {
        final List<Constant> constants = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            if (operands.get(i) instanceof Operand.Stored stored) {
                constants.add(stored.making().constant(stored(i), weights));
            }
        }
        return constants;
    }
}
