package io.blemish.dataset;

/** Reads data sets whose folders are laid out in one way. */
interface LayoutReader {
    DatasetLayout layout();

    /** Whether the folder has this layout, by the names of a small number of folders. */
    boolean fits(Folder root);

    /** The folders that {@link #fits} looks for, for a message. */
    String expected();

    /** Reads a folder that has this layout. */
    void read(Folder root, DatasetOptions options, DatasetBuilder found);
}
