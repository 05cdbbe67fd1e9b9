package io.blemish.dataset.generator;

import java.util.Locale;

/** A kind of defect that a generated part can have. */
enum Defect implements Damage {
    /** A thin line scored into the surface. */
    SCRATCH,
    /** A place at which the surface is pressed in, visible by its shading. */
    DENT,
    /** An irregular mark of another colour on the surface. */
    STAIN,
    /** A piece is not there. */
    MISSING,
    /** A piece is shifted or turned. */
    DISPLACED;

    @Override
    public String folderName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
