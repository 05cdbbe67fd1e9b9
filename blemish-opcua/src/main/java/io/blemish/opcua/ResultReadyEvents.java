package io.blemish.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ushort;

import io.blemish.server.history.Verdict;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.eclipse.milo.opcua.sdk.server.ObjectTypeManager;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.model.objects.BaseEventTypeNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaObjectTypeNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UShort;

/** Makes events that a result is ready. Their type adds to that of the specification what a verdict is in plain types. */
final class ResultReadyEvents {
    private static final String TYPE = "VerdictReadyEventType";
    private static final int BYTES_OF_ID = 16;

    /** Severities go from 1 to 1000; above 333 they are medium, above 666 high (OPC 10000-5, section 6.4.2). */
    private static final UShort OK = ushort(100);

    private static final UShort REVIEW = ushort(400);
    private static final UShort DEFECT = ushort(700);

    private final OpcUaServer server;
    private final VerdictNamespace namespace;

    ResultReadyEvents(final OpcUaServer server, final VerdictNamespace namespace) {
        this.server = server;
        this.namespace = namespace;
    }

    /** Adds the type's nodes. */
    void addType() {
        final NodeId id = namespace.id(TYPE);
        final UaObjectTypeNode node = UaObjectTypeNode.builder(namespace.getNodeContext())
                .setNodeId(id)
                .setBrowseName(namespace.name(TYPE))
                .setDisplayName(LocalizedText.english(TYPE))
                .setIsAbstract(false)
                .build();
        namespace.getNodeManager().addNode(node);
        node.addReference(VerdictNamespace.reference(id, NodeIds.HasSubtype, namespace.resultReady(), false));
        for (final VerdictField field : VerdictField.values()) {
            final UaVariableNode property =
                    namespace.nodes().property(id, namespace.name(field.browseName()), field.dataType(), -1);
            property.addReference(VerdictNamespace.reference(
                    property.getNodeId(), NodeIds.HasModellingRule, NodeIds.ModellingRule_Mandatory, true));
        }
        server.getObjectTypeManager()
                .registerObjectType(
                        id, BaseEventTypeNode.class, (ObjectTypeManager.ObjectNodeConstructor) BaseEventTypeNode::new);
        server.updateObjectTypeTree();
    }

    /**
     * Makes an event, which is to be deleted after it is raised.
     *
     * @param source the vision system
     * @param verdict the verdict
     * @param result the same as a result of Machine Vision
     */
    BaseEventTypeNode of(final NodeId source, final Verdict verdict, final VisionStructure result) {
        final UUID id = UUID.randomUUID();
        final BaseEventTypeNode event;
        try {
            event = server.getEventFactory().createEvent(namespace.id("event/" + id), namespace.id(TYPE));
        } catch (final UaException e) {
            throw new IllegalStateException("The type of the event is there.", e);
        }
        event.setBrowseName(namespace.name("ResultReady"));
        event.setDisplayName(LocalizedText.english("ResultReady"));
        event.setEventId(ByteString.of(ByteBuffer.allocate(BYTES_OF_ID)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array()));
        event.setEventType(namespace.id(TYPE));
        event.setSourceNode(source);
        event.setSourceName(verdict.model());
        event.setTime(new DateTime(verdict.time()));
        event.setReceiveTime(DateTime.now());
        event.setMessage(LocalizedText.english(
                "Verdict of " + verdict.model() + ": " + verdict.verdict().word()));
        event.setSeverity(
                switch (verdict.verdict()) {
                    case OK -> OK;
                    case REVIEW -> REVIEW;
                    case DEFECT -> DEFECT;
                });
        result.members().forEach((name, value) -> set(event, namespace.vision().name(name), value));
        for (final VerdictField field : VerdictField.values()) {
            field.of(verdict).ifPresent(value -> set(event, namespace.name(field.browseName()), value));
        }
        return event;
    }

    private void set(final BaseEventTypeNode event, final QualifiedName name, final Object value) {
        event.getPropertyNode(name).ifPresent(node -> node.setValue(new DataValue(new Variant(namespace.wire(value)))));
    }
}
