package io.blemish.server.fits;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far a fit has come. */
public enum FitState {
    /** Pictures are collected. */
    DRAFT,
    /** Another fit runs first. */
    WAITING,
    /** The model is being fitted. */
    RUNNING,
    /** The model is a version now. */
    DONE,
    /** There is no model; the fit has a problem. */
    FAILED,
    /** Somebody ended it. */
    CANCELLED;

    /** The word in JSON. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the fit was started and has not ended. */
    public boolean active() {
        return this == WAITING || this == RUNNING;
    }

    /** Whether the fit has ended, in whatever way. */
    boolean ended() {
        return this == DONE || this == FAILED || this == CANCELLED;
    }
}
