package io.blemish.backbone.architecture;

/** A family of networks; an instance has its widths and depths. */
interface Network {
    /** Adds every operation from the picture to the last feature map, and names the layers. */
    void planInto(GraphBuilder graph);

    /** The name that the plan uses for a tensor of this name in a file; the same, but in files of an older naming. */
    default String rename(final String nameInFile) {
        return nameInFile;
    }
}
