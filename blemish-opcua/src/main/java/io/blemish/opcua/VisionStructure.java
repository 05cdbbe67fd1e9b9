package io.blemish.opcua;

import java.util.Map;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.types.UaStructuredType;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UShort;

/**
 * A value of a structure.
 *
 * @param type of the structure
 * @param vision the namespace of Machine Vision
 * @param members by their names; those that are optional may be absent
 */
record VisionStructure(VisionStructureType type, UShort vision, Map<String, Object> members)
        implements UaStructuredType {
    /** Copies the map. */
    VisionStructure {
        members = Map.copyOf(members);
    }

    /** A member, if it is there. */
    Optional<Object> member(final String name) {
        return Optional.ofNullable(members.get(name));
    }

    @Override
    public ExpandedNodeId getTypeId() {
        return type.dataType(vision).expanded();
    }

    @Override
    public ExpandedNodeId getBinaryEncodingId() {
        return type.binaryEncoding(vision).expanded();
    }

    @Override
    public ExpandedNodeId getXmlEncodingId() {
        return ExpandedNodeId.NULL_VALUE;
    }

    @Override
    public ExpandedNodeId getJsonEncodingId() {
        return ExpandedNodeId.NULL_VALUE;
    }
}
