package io.blemish.opcua;

import org.eclipse.milo.opcua.sdk.core.AccessLevel;
import org.eclipse.milo.opcua.sdk.core.Reference;
import org.eclipse.milo.opcua.sdk.server.nodes.UaMethodNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaNodeContext;
import org.eclipse.milo.opcua.sdk.server.nodes.UaObjectNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UShort;

/** Makes nodes below others. A node's identifier is the path of the names above it. Clients may read them, not write. */
final class NodeBuilder {
    private final UaNodeContext context;
    private final UShort namespace;

    /**
     * Makes nodes.
     *
     * @param context where they are kept
     * @param namespace of their identifiers
     */
    NodeBuilder(final UaNodeContext context, final UShort namespace) {
        this.context = context;
        this.namespace = namespace;
    }

    /** The identifier of a node below another. */
    private NodeId below(final NodeId parent, final QualifiedName name) {
        return new NodeId(namespace, parent.getIdentifier() + "/" + name.name());
    }

    /** An object that is a component of another. */
    UaObjectNode object(final NodeId parent, final QualifiedName name, final NodeId type) {
        return object(parent, below(parent, name), name, type, NodeIds.HasComponent);
    }

    /** An object to which a reference of its parent leads. */
    UaObjectNode object(
            final NodeId parent, final NodeId id, final QualifiedName name, final NodeId type, final NodeId reference) {
        final UaObjectNode node = UaObjectNode.build(
                context,
                builder -> builder.setNodeId(id)
                        .setBrowseName(name)
                        .setDisplayName(LocalizedText.english(name.name()))
                        .setTypeDefinition(type)
                        .build());
        return added(node, parent, reference);
    }

    /** A variable that is a component of another node, without a value. */
    UaVariableNode component(
            final NodeId parent, final QualifiedName name, final NodeId dataType, final int valueRank) {
        return variable(parent, name, dataType, valueRank, NodeIds.BaseDataVariableType, NodeIds.HasComponent);
    }

    /** A property of another node, without a value. */
    UaVariableNode property(final NodeId parent, final QualifiedName name, final NodeId dataType, final int valueRank) {
        return variable(parent, name, dataType, valueRank, NodeIds.PropertyType, NodeIds.HasProperty);
    }

    /** A variable without a value. */
    UaVariableNode variable(
            final NodeId parent,
            final QualifiedName name,
            final NodeId dataType,
            final int valueRank,
            final NodeId type,
            final NodeId reference) {
        final UaVariableNode node = UaVariableNode.build(
                context,
                builder -> builder.setNodeId(below(parent, name))
                        .setBrowseName(name)
                        .setDisplayName(LocalizedText.english(name.name()))
                        .setDataType(dataType)
                        .setValueRank(valueRank)
                        .setAccessLevel(AccessLevel.READ_ONLY)
                        .setUserAccessLevel(AccessLevel.READ_ONLY)
                        .setTypeDefinition(type)
                        .setValue(new DataValue(Variant.NULL_VALUE))
                        .build());
        return added(node, parent, reference);
    }

    /** A method of an object. */
    UaMethodNode method(final NodeId parent, final QualifiedName name) {
        final UaMethodNode node = UaMethodNode.builder(context)
                .setNodeId(below(parent, name))
                .setBrowseName(name)
                .setDisplayName(LocalizedText.english(name.name()))
                .build();
        return added(node, parent, NodeIds.HasComponent);
    }

    private <T extends UaNode> T added(final T node, final NodeId parent, final NodeId reference) {
        context.getNodeManager().addNode(node);
        node.addReference(new Reference(node.getNodeId(), reference, parent.expanded(), false));
        return node;
    }
}
