package io.blemish.dataset.generator;

import java.util.Locale;

/** What can be wrong with a generated part. */
public enum Defect {
    /** A thin line scored into the surface. */
    SCRATCH,
    /** A hollow pressed into the surface, seen by its shading. */
    DENT,
    /** A foreign, irregular blot on the surface. */
    STAIN,
    /** A piece that should be there and is not. */
    MISSING,
    /** A piece that is there, but shifted or turned. */
    DISPLACED;

    /** The name of the folder that holds its pictures. */
    public String folderName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
