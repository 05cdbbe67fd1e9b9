package io.blemish.dataset;

/** Says whether a part is good. */
public enum Label {
    /** A good part. */
    NORMAL,
    /** A part with a defect. */
    ANOMALOUS
}
