package io.blemish.opcua;

import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;

/** Types of objects of OPC 40100-1, with the numbers that its namespace gives them. */
enum VisionType {
    /** A vision system. */
    VISION_SYSTEM("VisionSystemType", 1003, NodeIds.BaseObjectType),
    /** What has the methods for results. */
    RESULT_MANAGEMENT("ResultManagementType", 1007, NodeIds.BaseObjectType),
    /** A folder of results. */
    RESULT_FOLDER("ResultFolderType", 1016, NodeIds.FolderType),
    /** Whether a vision system is ready to work. */
    STATE_MACHINE("VisionStateMachineType", 1017, NodeIds.FiniteStateMachineType),
    /** How a vision system works that does so by itself. */
    AUTOMATIC_MODE("VisionAutomaticModeStateMachineType", 1021, NodeIds.FiniteStateMachineType),
    /** The event that a result is ready. */
    RESULT_READY("ResultReadyEventType", 1024, NodeIds.BaseEventType);

    private final String typeName;
    private final int number;

    @SuppressWarnings("ImmutableEnumChecker") // The library does not say that its identifiers are immutable.
    private final NodeId supertype;

    VisionType(final String typeName, final int number, final NodeId supertype) {
        this.typeName = typeName;
        this.number = number;
        this.supertype = supertype;
    }

    String typeName() {
        return typeName;
    }

    int number() {
        return number;
    }

    NodeId supertype() {
        return supertype;
    }
}
