package io.blemish.dataset.generator;

import java.util.Locale;

/** A kind of defect that only difficult parts have: nothing is broken, and no small place looks odd by itself. */
enum SubtleDefect implements Damage {
    /** A broad area of the surface has a slightly other colour. */
    FADED,
    /** A sound piece of another kind is where another should be. */
    EXCHANGED;

    @Override
    public String folderName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
