package io.blemish.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.util.List;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.encoding.UaDecoder;
import org.eclipse.milo.opcua.stack.core.encoding.UaEncoder;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UShort;
import org.eclipse.milo.opcua.stack.core.types.enumerated.StructureType;
import org.eclipse.milo.opcua.stack.core.types.structured.StructureDefinition;
import org.eclipse.milo.opcua.stack.core.types.structured.StructureField;

/** Structures of OPC 40100-1, section 12, with the numbers that its namespace gives them. */
enum VisionStructureType implements MemberType {
    /** What identifies a recipe or a configuration. */
    BINARY_ID_BASE(
            "BinaryIdBaseDataType",
            3019,
            5027,
            Member.of("Id", SimpleType.TEXT),
            Member.optional("Version", SimpleType.TEXT),
            Member.optional("Hash", SimpleType.BYTES),
            Member.optional("HashAlgorithm", SimpleType.TEXT),
            Member.optional("Description", SimpleType.LOCALIZED_TEXT)),
    /** A configuration. */
    CONFIGURATION_ID("ConfigurationIdDataType", 3008, 5090, BINARY_ID_BASE),
    /** A recipe, as its sender calls it. */
    EXTERNAL_RECIPE_ID("RecipeIdExternalDataType", 3002, 5002, BINARY_ID_BASE),
    /** A recipe, as the vision system calls it. */
    INTERNAL_RECIPE_ID("RecipeIdInternalDataType", 3013, 5268, BINARY_ID_BASE),
    /** A result. */
    RESULT_ID("ResultIdDataType", 3021, 5274, Member.of("Id", SimpleType.TEXT)),
    /** A job. */
    JOB_ID("JobIdDataType", 3016, 5008, Member.of("Id", SimpleType.TEXT)),
    /** A measurement. */
    MEAS_ID("MeasIdDataType", 3015, 5006, Member.of("Id", SimpleType.TEXT), Member.description()),
    /** A part. */
    PART_ID("PartIdDataType", 3004, 5013, Member.of("Id", SimpleType.TEXT), Member.description()),
    /** A product. */
    PRODUCT_ID("ProductIdDataType", 3003, 5224, Member.of("Id", SimpleType.TEXT), Member.description()),
    /** How long something took. */
    PROCESSING_TIMES(
            "ProcessingTimesDataType",
            3005,
            5016,
            Member.of("StartTime", SimpleType.TIME),
            Member.of("EndTime", SimpleType.TIME),
            Member.optional("AcquisitionDuration", SimpleType.DURATION),
            Member.optional("ProcessingDuration", SimpleType.DURATION)),
    /** A result. */
    RESULT(
            "ResultDataType",
            3006,
            5018,
            Member.of("ResultId", RESULT_ID),
            Member.optional("HasTransferableDataOnFile", SimpleType.BOOLEAN),
            Member.of("IsPartial", SimpleType.BOOLEAN),
            Member.optional("IsSimulated", SimpleType.BOOLEAN),
            Member.of("ResultState", SimpleType.INT32),
            Member.optional("MeasId", MEAS_ID),
            Member.optional("PartId", PART_ID),
            Member.optional("ExternalRecipeId", EXTERNAL_RECIPE_ID),
            Member.of("InternalRecipeId", INTERNAL_RECIPE_ID),
            Member.optional("ProductId", PRODUCT_ID),
            Member.optional("ExternalConfigurationId", CONFIGURATION_ID),
            Member.of("InternalConfigurationId", CONFIGURATION_ID),
            Member.of("JobId", JOB_ID),
            Member.of("CreationTime", SimpleType.TIME),
            Member.optional("ProcessingTimes", PROCESSING_TIMES),
            Member.optional("ResultContent", SimpleType.CONTENT));

    private final String typeName;
    private final int number;
    private final int encoding;
    private final boolean hasBase;

    @SuppressWarnings("ImmutableEnumChecker") // It is never changed.
    private final List<Member> members;

    /**
     * A member of a structure.
     *
     * @param name as the specification writes it
     * @param type of its value
     * @param optional whether it may be absent
     */
    record Member(String name, MemberType type, boolean optional) {
        static Member of(final String name, final MemberType type) {
            return new Member(name, type, false);
        }

        static Member optional(final String name, final MemberType type) {
            return new Member(name, type, true);
        }

        static Member description() {
            return optional("Description", SimpleType.LOCALIZED_TEXT);
        }

        StructureField field(final UShort vision) {
            return new StructureField(
                    name, LocalizedText.NULL_VALUE, type.dataType(vision), type.valueRank(), null, uint(0), optional);
        }
    }

    VisionStructureType(final String typeName, final int number, final int encoding, final Member... members) {
        this.typeName = typeName;
        this.number = number;
        this.encoding = encoding;
        this.hasBase = false;
        this.members = List.of(members);
    }

    VisionStructureType(final String typeName, final int number, final int encoding, final VisionStructureType base) {
        this.typeName = typeName;
        this.number = number;
        this.encoding = encoding;
        this.hasBase = true;
        this.members = base.members;
    }

    /** The name of its node. */
    String typeName() {
        return typeName;
    }

    /** Its members, in the order of their encoding. */
    List<Member> members() {
        return members;
    }

    @Override
    public NodeId dataType(final UShort vision) {
        return new NodeId(vision, uint(number));
    }

    /** The node of its binary encoding. */
    NodeId binaryEncoding(final UShort vision) {
        return new NodeId(vision, uint(encoding));
    }

    /** The node of the type above it. */
    NodeId supertype(final UShort vision) {
        return hasBase ? BINARY_ID_BASE.dataType(vision) : NodeIds.Structure;
    }

    /** By which clients that do not know it can read it. */
    StructureDefinition definition(final UShort vision) {
        final boolean some = members.stream().anyMatch(Member::optional);
        return new StructureDefinition(
                binaryEncoding(vision),
                supertype(vision),
                some ? StructureType.StructureWithOptionalFields : StructureType.Structure,
                members.stream().map(member -> member.field(vision)).toArray(StructureField[]::new));
    }

    /** All but the one that no value has. */
    static Stream<VisionStructureType> concrete() {
        return Stream.of(values()).filter(type -> type != BINARY_ID_BASE);
    }

    @Override
    public void write(final UaEncoder encoder, final String name, final Object value, final UShort vision) {
        encoder.encodeStruct(name, (VisionStructure) value, new VisionStructureCodec(this, vision));
    }

    @Override
    public Object read(final UaDecoder decoder, final String name, final UShort vision) {
        return decoder.decodeStruct(name, new VisionStructureCodec(this, vision));
    }
}
