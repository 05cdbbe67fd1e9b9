package io.blemish.export;

/** Where the pictures come from on which a graph is compared with its model. */
public enum PictureOrigin {
    /** The caller gave them. */
    GIVEN,
    /** They are training pictures, found under the names that the model keeps. */
    TRAINING,
    /** They are made up, because there were no others. */
    MADE_UP
}
