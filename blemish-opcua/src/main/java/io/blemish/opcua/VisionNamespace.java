package io.blemish.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.blemish.opcua.VisionStructureType.Member;
import java.util.Set;
import org.eclipse.milo.opcua.sdk.core.Reference;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.nodes.UaDataTypeNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaObjectTypeNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableTypeNode;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.DataTypeManager;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;

/**
 * The types of OPC 40100-1 that results need, with the numbers that the specification gives them. Types of which nothing is served are left out,
 * and so is in each type what is not served.
 */
final class VisionNamespace extends SampledNamespace {
    /** The namespace of the specification. */
    static final String URI = "http://opcfoundation.org/UA/MachineVision";

    /** What an event tells of a result, beside what every event tells. */
    private static final Set<String> NOT_IN_EVENT = Set.of("HasTransferableDataOnFile");

    private static final int RESULT_TYPE = 2002;
    private static final int TRIMMED_STRING = 3017;
    private static final int HANDLE = 3018;

    private final NodeBuilder nodes;

    VisionNamespace(final OpcUaServer server) {
        super(server, URI);
        nodes = new NodeBuilder(getNodeContext(), getNamespaceIndex());
        getLifecycleManager().addStartupTask(this::addAll);
    }

    /** The node of a type. */
    NodeId id(final VisionType type) {
        return newNodeId(type.number());
    }

    /** The node of a state. */
    NodeId id(final VisionState state) {
        return newNodeId(state.number());
    }

    /** The type of variables that hold a result. */
    NodeId resultType() {
        return newNodeId(RESULT_TYPE);
    }

    /** A number by which a client could say that it needs results no longer. */
    NodeId handle() {
        return newNodeId(HANDLE);
    }

    /** A name of the specification. */
    QualifiedName name(final String text) {
        return newQualifiedName(text);
    }

    private void addAll() {
        addDataType("TrimmedString", TRIMMED_STRING, NodeIds.String);
        addDataType("Handle", HANDLE, NodeIds.UInt32);
        for (final VisionStructureType type : VisionStructureType.values()) {
            addStructure(type);
        }
        getServer().updateDataTypeTree();
        register(getServer().getStaticDataTypeManager());
        register(getServer().getDynamicDataTypeManager());
        for (final VisionType type : VisionType.values()) {
            addObjectType(type);
        }
        addResultType();
        for (final VisionState state : VisionState.values()) {
            addState(state);
        }
        VisionStructureType.RESULT.members().stream()
                .filter(member -> !NOT_IN_EVENT.contains(member.name()))
                .forEach(this::addEventField);
    }

    private void register(final DataTypeManager manager) {
        VisionStructureType.concrete()
                .forEach(type -> manager.registerType(
                        type.dataType(getNamespaceIndex()),
                        new VisionStructureCodec(type, getNamespaceIndex()),
                        type.binaryEncoding(getNamespaceIndex()),
                        null,
                        null));
    }

    private UaDataTypeNode addDataType(final String typeName, final int number, final NodeId supertype) {
        final UaDataTypeNode node = new UaDataTypeNode(
                getNodeContext(),
                newNodeId(number),
                name(typeName),
                LocalizedText.english(typeName),
                LocalizedText.NULL_VALUE,
                uint(0),
                uint(0),
                false);
        getNodeManager().addNode(node);
        node.addReference(new Reference(node.getNodeId(), NodeIds.HasSubtype, supertype.expanded(), false));
        return node;
    }

    private void addStructure(final VisionStructureType type) {
        final NodeId id = type.dataType(getNamespaceIndex());
        final UaDataTypeNode node = new UaDataTypeNode(
                getNodeContext(),
                id,
                name(type.typeName()),
                LocalizedText.english(type.typeName()),
                LocalizedText.NULL_VALUE,
                uint(0),
                uint(0),
                type == VisionStructureType.BINARY_ID_BASE);
        node.setDataTypeDefinition(type.definition(getNamespaceIndex()));
        getNodeManager().addNode(node);
        node.addReference(new Reference(
                id, NodeIds.HasSubtype, type.supertype(getNamespaceIndex()).expanded(), false));
        nodes.object(
                id,
                type.binaryEncoding(getNamespaceIndex()),
                new QualifiedName(0, "Default Binary"),
                NodeIds.DataTypeEncodingType,
                NodeIds.HasEncoding);
    }

    private void addObjectType(final VisionType type) {
        final UaObjectTypeNode node = UaObjectTypeNode.builder(getNodeContext())
                .setNodeId(id(type))
                .setBrowseName(name(type.typeName()))
                .setDisplayName(LocalizedText.english(type.typeName()))
                .setIsAbstract(false)
                .build();
        getNodeManager().addNode(node);
        node.addReference(new Reference(
                node.getNodeId(), NodeIds.HasSubtype, type.supertype().expanded(), false));
    }

    private void addResultType() {
        final UaVariableTypeNode node = UaVariableTypeNode.builder(getNodeContext())
                .setNodeId(resultType())
                .setBrowseName(name("ResultType"))
                .setDisplayName(LocalizedText.english("ResultType"))
                .setDataType(VisionStructureType.RESULT.dataType(getNamespaceIndex()))
                .setValueRank(-1)
                .setIsAbstract(false)
                .build();
        getNodeManager().addNode(node);
        node.addReference(
                new Reference(node.getNodeId(), NodeIds.HasSubtype, NodeIds.BaseDataVariableType.expanded(), false));
    }

    private void addState(final VisionState state) {
        nodes.object(id(state.machine()), id(state), name(state.stateName()), NodeIds.StateType, NodeIds.HasComponent);
        nodes.property(id(state), new QualifiedName(0, "StateNumber"), NodeIds.UInt32, -1)
                .setValue(new DataValue(new Variant(uint(state.stateNumber()))));
    }

    private void addEventField(final Member member) {
        final UaVariableNode node = nodes.property(
                id(VisionType.RESULT_READY),
                name(member.name()),
                member.type().dataType(getNamespaceIndex()),
                member.type().valueRank());
        node.addReference(new Reference(
                node.getNodeId(),
                NodeIds.HasModellingRule,
                (member.optional() ? NodeIds.ModellingRule_Optional : NodeIds.ModellingRule_Mandatory).expanded(),
                true));
    }
}
