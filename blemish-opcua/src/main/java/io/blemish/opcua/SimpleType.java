package io.blemish.opcua;

import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.encoding.UaDecoder;
import org.eclipse.milo.opcua.stack.core.encoding.UaEncoder;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UShort;
import org.jspecify.annotations.Nullable;

/** Types of members that are no structures. */
enum SimpleType implements MemberType {
    /** A {@code TrimmedString}, or any other string. */
    TEXT(
            NodeIds.String,
            (encoder, name, value) -> encoder.encodeString(name, (String) value),
            (decoder, name) -> absentAs("", decoder.decodeString(name))),
    /** Yes or no. */
    BOOLEAN(
            NodeIds.Boolean,
            (encoder, name, value) -> encoder.encodeBoolean(name, (Boolean) value),
            UaDecoder::decodeBoolean),
    /** A number. */
    INT32(NodeIds.Int32, (encoder, name, value) -> encoder.encodeInt32(name, (Integer) value), UaDecoder::decodeInt32),
    /** A hash. */
    BYTES(
            NodeIds.ByteString,
            (encoder, name, value) -> encoder.encodeByteString(name, (ByteString) value),
            UaDecoder::decodeByteString),
    /** A text in a language. */
    LOCALIZED_TEXT(
            NodeIds.LocalizedText,
            (encoder, name, value) -> encoder.encodeLocalizedText(name, (LocalizedText) value),
            UaDecoder::decodeLocalizedText),
    /** A point in time. */
    TIME(
            NodeIds.UtcTime,
            (encoder, name, value) -> encoder.encodeDateTime(name, (DateTime) value),
            UaDecoder::decodeDateTime),
    /** Milliseconds. */
    DURATION(
            NodeIds.Duration,
            (encoder, name, value) -> encoder.encodeDouble(name, (Double) value),
            UaDecoder::decodeDouble),
    /** Any values. */
    CONTENT(
            NodeIds.BaseDataType,
            (encoder, name, value) -> encoder.encodeVariantArray(name, (Variant[]) value),
            (decoder, name) -> absentAs(new Variant[0], decoder.decodeVariantArray(name))) {
        @Override
        public int valueRank() {
            return 1;
        }
    };

    // None of these is ever changed.
    @SuppressWarnings("ImmutableEnumChecker")
    private final NodeId dataType;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Writer writer;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Reader reader;

    SimpleType(final NodeId dataType, final Writer writer, final Reader reader) {
        this.dataType = dataType;
        this.writer = writer;
        this.reader = reader;
    }

    private interface Writer {
        void write(UaEncoder encoder, String name, Object value);
    }

    private interface Reader {
        Object read(UaDecoder decoder, String name);
    }

    private static <T> T absentAs(final T other, final @Nullable T value) {
        return value == null ? other : value;
    }

    @Override
    public NodeId dataType(final UShort vision) {
        return dataType;
    }

    @Override
    public void write(final UaEncoder encoder, final String name, final Object value, final UShort vision) {
        writer.write(encoder, name, value);
    }

    @Override
    public Object read(final UaDecoder decoder, final String name, final UShort vision) {
        return reader.read(decoder, name);
    }
}
