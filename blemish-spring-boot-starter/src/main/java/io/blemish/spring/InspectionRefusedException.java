package io.blemish.spring;

/** A picture is not judged, for a reason that does not lie in the picture. */
public final class InspectionRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why, for a program. */
    private final Reason reason;

    /** The reasons. */
    public enum Reason {
        /** There is no model of this name among the properties. */
        UNKNOWN_MODEL,
        /** The model's file cannot be used; trying again may help. */
        MODEL_UNAVAILABLE,
        /** As many pictures wait as may; trying again helps. */
        OVERLOADED,
        /** The picture had no turn before its deadline; trying again helps. */
        DEADLINE,
        /** The application has not started yet, or is stopping. */
        STOPPED
    }

    InspectionRefusedException(final Reason reason, final String message) {
        super(message);
        this.reason = reason;
    }

    /** {@return why, for a program} */
    public Reason reason() {
        return reason;
    }
}
