package io.blemish.dataset;

/** Says whether a sample is to fit on or to evaluate on. */
public enum Split {
    /** The sample is to fit on; it is always good. */
    TRAIN,
    /** The sample is to evaluate on. */
    TEST
}
