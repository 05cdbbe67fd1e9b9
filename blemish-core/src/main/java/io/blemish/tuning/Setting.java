package io.blemish.tuning;

/** What tuning can choose, in the order in which it is tried. */
public enum Setting {
    /** The size of the network's input, or tiles. */
    SIZE,
    /** The layers of the network. */
    LAYERS,
    /** The detector. */
    METHOD,
    /** The share of the patches that a memory bank keeps. */
    SHARE,
    /** The network. */
    NETWORK
}
