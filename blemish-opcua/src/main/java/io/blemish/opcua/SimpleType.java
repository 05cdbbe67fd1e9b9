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
    TEXT(NodeIds.String) {
        @Override
        public void write(final UaEncoder encoder, final String name, final Object value, final UShort vision) {
            encoder.encodeString(name, (String) value);
        }

        @Override
        public Object read(final UaDecoder decoder, final String name, final UShort vision) {
            return absentAs("", decoder.decodeString(name));
        }
    },
    /** Yes or no. */
    BOOLEAN(NodeIds.Boolean) {
        @Override
        public void write(final UaEncoder encoder, final String name, final Object value, final UShort vision) {
            encoder.encodeBoolean(name, (Boolean) value);
        }

        @Override
        public Object read(final UaDecoder decoder, final String name, final UShort vision) {
            return decoder.decodeBoolean(name);
        }
    },
    /** A number. */
    INT32(NodeIds.Int32) {
        @Override
        public void write(final UaEncoder encoder, final String name, final Object value, final UShort vision) {
            encoder.encodeInt32(name, (Integer) value);
        }

        @Override
        public Object read(final UaDecoder decoder, final String name, final UShort vision) {
            return decoder.decodeInt32(name);
        }
    },
    /** A hash. */
    BYTES(NodeIds.ByteString) {
        @Override
        public void write(final UaEncoder encoder, final String name, final Object value, final UShort vision) {
            encoder.encodeByteString(name, (ByteString) value);
        }

        @Override
        public Object read(final UaDecoder decoder, final String name, final UShort vision) {
            return decoder.decodeByteString(name);
        }
    },
    /** A text in a language. */
    LOCALIZED_TEXT(NodeIds.LocalizedText) {
        @Override
        public void write(final UaEncoder encoder, final String name, final Object value, final UShort vision) {
            encoder.encodeLocalizedText(name, (LocalizedText) value);
        }

        @Override
        public Object read(final UaDecoder decoder, final String name, final UShort vision) {
            return decoder.decodeLocalizedText(name);
        }
    },
    /** A point in time. */
    TIME(NodeIds.UtcTime) {
        @Override
        public void write(final UaEncoder encoder, final String name, final Object value, final UShort vision) {
            encoder.encodeDateTime(name, (DateTime) value);
        }

        @Override
        public Object read(final UaDecoder decoder, final String name, final UShort vision) {
            return decoder.decodeDateTime(name);
        }
    },
    /** Milliseconds. */
    DURATION(NodeIds.Duration) {
        @Override
        public void write(final UaEncoder encoder, final String name, final Object value, final UShort vision) {
            encoder.encodeDouble(name, (Double) value);
        }

        @Override
        public Object read(final UaDecoder decoder, final String name, final UShort vision) {
            return decoder.decodeDouble(name);
        }
    },
    /** Any values. */
    CONTENT(NodeIds.BaseDataType) {
        @Override
        public int valueRank() {
            return 1;
        }

        @Override
        public void write(final UaEncoder encoder, final String name, final Object value, final UShort vision) {
            encoder.encodeVariantArray(name, (Variant[]) value);
        }

        @Override
        public Object read(final UaDecoder decoder, final String name, final UShort vision) {
            return absentAs(new Variant[0], decoder.decodeVariantArray(name));
        }
    };

    @SuppressWarnings("ImmutableEnumChecker") // It is never changed.
    private final NodeId dataType;

    SimpleType(final NodeId dataType) {
        this.dataType = dataType;
    }

    private static <T> T absentAs(final T other, final @Nullable T value) {
        return value == null ? other : value;
    }

    @Override
    public NodeId dataType(final UShort vision) {
        return dataType;
    }
}
