package io.blemish.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.blemish.opcua.VisionStructureType.Member;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.milo.opcua.stack.core.encoding.EncodingContext;
import org.eclipse.milo.opcua.stack.core.encoding.GenericDataTypeCodec;
import org.eclipse.milo.opcua.stack.core.encoding.UaDecoder;
import org.eclipse.milo.opcua.stack.core.encoding.UaEncoder;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UShort;

/**
 * The encoding of a structure (OPC 10000-6, section 5.2.7). The library's own for such types sets a wrong bit for an optional member that follows
 * one that is absent.
 */
final class VisionStructureCodec extends GenericDataTypeCodec<VisionStructure> {
    private final VisionStructureType type;
    private final UShort vision;

    VisionStructureCodec(final VisionStructureType type, final UShort vision) {
        this.type = type;
        this.vision = vision;
    }

    @Override
    public Class<VisionStructure> getType() {
        return VisionStructure.class;
    }

    private boolean hasMask() {
        return type.members().stream().anyMatch(Member::optional);
    }

    @Override
    public void encodeType(final EncodingContext context, final UaEncoder encoder, final VisionStructure value) {
        if (hasMask()) {
            encoder.encodeUInt32("EncodingMask", uint(mask(value)));
        }
        for (final Member member : type.members()) {
            value.member(member.name())
                    .ifPresent(content -> member.type().write(encoder, member.name(), content, vision));
        }
    }

    /** Has a bit for each optional member, whether it is there or not. */
    private long mask(final VisionStructure value) {
        long mask = 0;
        int bit = 0;
        for (final Member member : type.members()) {
            if (member.optional()) {
                mask |= value.member(member.name()).isPresent() ? 1L << bit : 0;
                bit++;
            }
        }
        return mask;
    }

    @Override
    public VisionStructure decodeType(final EncodingContext context, final UaDecoder decoder) {
        final long mask = hasMask() ? decoder.decodeUInt32("EncodingMask").longValue() : 0;
        final Map<String, Object> members = new HashMap<>();
        int bit = 0;
        for (final Member member : type.members()) {
            if (!member.optional() || (mask >>> bit & 1) == 1) {
                members.put(member.name(), member.type().read(decoder, member.name(), vision));
            }
            bit += member.optional() ? 1 : 0;
        }
        return new VisionStructure(type, vision, members);
    }
}
