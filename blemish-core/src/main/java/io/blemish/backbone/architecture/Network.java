package io.blemish.backbone.architecture;

/** A family of networks; an instance has the widths and depths of one network. */
interface Network {
    /** Adds every operation from the picture to the last feature map, and names the layers. */
    void addTo(Plan plan);

    /** The name that the plan uses for a tensor of this name in a file. It differs for files with older names only. */
    default String rename(final String nameInFile) {
        return nameInFile;
    }

    /** The same network with those tensors that some weights have, for files that divide the same numbers otherwise. */
    default Network matching(final Parameters weights) {
        return this;
    }

    /** Whether a graph of features never uses a tensor: the classifier's, and torch's counter of training steps. */
    default boolean ignores(final String name) {
        return name.startsWith("fc.") || name.startsWith("classifier.") || name.endsWith(".num_batches_tracked");
    }
}
