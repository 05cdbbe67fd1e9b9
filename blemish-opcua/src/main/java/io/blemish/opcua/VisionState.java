package io.blemish.opcua;

/** States of the two machines of OPC 40100-1 that a model can be in, with the numbers that its namespace gives them. */
enum VisionState {
    /** The model has no version that can be used. */
    PREOPERATIONAL("Preoperational", 5028, 1, VisionType.STATE_MACHINE),
    /** The model judges pictures. */
    OPERATIONAL("Operational", 5031, 4, VisionType.STATE_MACHINE),
    /** It judges each picture that comes, without a command. */
    CONTINUOUS_EXECUTION("ContinuousExecution", 5059, 8, VisionType.AUTOMATIC_MODE);

    private final String stateName;
    private final int number;
    private final int stateNumber;
    private final VisionType machine;

    VisionState(final String stateName, final int number, final int stateNumber, final VisionType machine) {
        this.stateName = stateName;
        this.number = number;
        this.stateNumber = stateNumber;
        this.machine = machine;
    }

    String stateName() {
        return stateName;
    }

    int number() {
        return number;
    }

    /** Its number within its machine. */
    int stateNumber() {
        return stateNumber;
    }

    /** The type of machine that has it. */
    VisionType machine() {
        return machine;
    }
}
