package io.blemish.dataset;

/** What a sample is for. */
public enum Split {
    /** To fit on; always normal. */
    TRAIN,
    /** To evaluate on. */
    TEST
}
