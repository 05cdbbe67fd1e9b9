package io.blemish.backbone.architecture;

/** A family of networks; an instance has the widths and depths of one network. */
interface Network {
    /** Adds every operation from the picture to the last feature map, and names the layers. */
    void addTo(Plan plan);

    /** The name that the plan uses for a tensor of this name in a file. It differs for files with older names only. */
    default String rename(final String nameInFile) {
        return nameInFile;
    }
}
