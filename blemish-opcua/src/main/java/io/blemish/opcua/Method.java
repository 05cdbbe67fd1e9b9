package io.blemish.opcua;

import io.blemish.server.history.HistoryException;
import java.util.List;
import java.util.Optional;
import org.eclipse.milo.opcua.sdk.server.methods.AbstractMethodInvocationHandler;
import org.eclipse.milo.opcua.sdk.server.nodes.UaMethodNode;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.structured.Argument;

/** A method that a client can call. */
final class Method extends AbstractMethodInvocationHandler {
    private final Argument[] in;
    private final Argument[] out;
    private final Body body;

    /** What a method does. */
    @FunctionalInterface
    interface Body {
        /** Makes the results of the arguments. */
        List<Variant> call(List<Variant> arguments) throws UaException;
    }

    private Method(final UaMethodNode node, final List<Argument> in, final List<Argument> out, final Body body) {
        super(node);
        this.in = in.toArray(Argument[]::new);
        this.out = out.toArray(Argument[]::new);
        this.body = body;
    }

    /** Gives a method its arguments and its body. */
    static void add(
            final UaMethodNode node,
            final NodeBuilder nodes,
            final List<Argument> in,
            final List<Argument> out,
            final Body body) {
        final Method method = new Method(node, in, out, body);
        describe(node, nodes, "InputArguments", method.in);
        describe(node, nodes, "OutputArguments", method.out);
        node.setInvocationHandler(method);
    }

    private static void describe(
            final UaMethodNode node, final NodeBuilder nodes, final String name, final Argument... arguments) {
        nodes.property(node.getNodeId(), new QualifiedName(0, name), NodeIds.Argument, 1)
                .setValue(new DataValue(new Variant(ExtensionObject.encodeArray(
                        node.getNodeContext().getServer().getStaticEncodingContext(), arguments))));
    }

    /** An argument. */
    static Argument argument(final String name, final NodeId dataType, final int valueRank) {
        return new Argument(name, dataType, valueRank, null, LocalizedText.NULL_VALUE);
    }

    /** The structure that an argument has, if it has one. */
    static Optional<VisionStructure> structure(final Variant argument, final VerdictNamespace namespace) {
        return argument.value() instanceof ExtensionObject wire
                        && namespace.decoded(wire) instanceof VisionStructure structure
                ? Optional.of(structure)
                : Optional.empty();
    }

    @Override
    public Argument[] getInputArguments() {
        return in.clone();
    }

    @Override
    public Argument[] getOutputArguments() {
        return out.clone();
    }

    @Override
    protected Variant[] invoke(final InvocationContext context, final Variant[] values) throws UaException {
        try {
            return body.call(List.of(values)).toArray(Variant[]::new);
        } catch (final HistoryException e) {
            throw new UaException(StatusCodes.Bad_ResourceUnavailable, e);
        }
    }
}
