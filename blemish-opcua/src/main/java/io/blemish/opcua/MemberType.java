package io.blemish.opcua;

import org.eclipse.milo.opcua.stack.core.encoding.UaDecoder;
import org.eclipse.milo.opcua.stack.core.encoding.UaEncoder;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UShort;

/** The type of a member of a structure. */
interface MemberType {
    /** The node of the type, if the types of Machine Vision are in this namespace. */
    NodeId dataType(UShort vision);

    /** −1 for one value, 1 for an array. */
    default int valueRank() {
        return -1;
    }

    /** Writes a value in the binary encoding. */
    void write(UaEncoder encoder, String name, Object value, UShort vision);

    /** Reads a value. */
    Object read(UaDecoder decoder, String name, UShort vision);
}
