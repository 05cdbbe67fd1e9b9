package io.blemish.dataset;

/** A way in which folders may lie, and how to read it. */
interface Layout {
    DatasetFormat format();

    /** Whether the folder looks like this layout; costs no more than a look into a few folders. */
    boolean fits(Folder root);

    /** What {@link #fits} looks for, for a message. */
    String shape();

    /** Reads the folder, which fits. */
    void read(Folder root, DatasetOptions options, Reading reading);
}
