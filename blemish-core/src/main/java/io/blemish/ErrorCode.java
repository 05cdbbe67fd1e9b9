package io.blemish;

/** The reasons for which work is refused, for a program to switch on. The sentence in the exception is for a person. */
public enum ErrorCode {
    /** A picture or a mask cannot be read: it is not there, damaged, too large or of an unknown kind. */
    PICTURE_UNREADABLE,
    /** A picture can be read, but not be judged or learned from by this model. */
    PICTURE_UNSUITABLE,
    /** A picture does not show the part in a pose that this model knows, so that it cannot be brought to the template's. */
    PICTURE_NOT_ALIGNED,

    /** A data set, a manifest or a split is not there or does not have the layout that it should have. */
    DATA_SET_UNREADABLE,
    /** A folder holds several data sets, and none was chosen. */
    DATA_SET_AMBIGUOUS,
    /** A data set has too few pictures for what was asked. */
    DATA_SET_TOO_SMALL,
    /** A data set has no test pictures. */
    DATA_SET_WITHOUT_TEST,

    /** A model file is not there. */
    MODEL_MISSING,
    /** A model file is not what was written. */
    MODEL_DAMAGED,
    /** A model file was written by a newer version of this software. */
    MODEL_TOO_NEW,
    /** A model file does not contain its network, and none was given. */
    MODEL_WITHOUT_BACKBONE,
    /** The network gives values that are not finite numbers. */
    MODEL_NOT_FINITE,
    /** A model cannot be written as one graph, or not as the graph that was asked for. */
    MODEL_NOT_EXPORTABLE,
    /** A model takes more memory to be opened than there is. */
    MODEL_TOO_LARGE,
    /** A graph is not one of the model, or does not judge as the model does. */
    GRAPH_MISMATCH,

    /** A network's file is not there. */
    BACKBONE_MISSING,
    /** A network that can be fetched was not fetched yet. */
    BACKBONE_NOT_FETCHED,
    /** A network's file or its weights cannot be read. */
    BACKBONE_UNREADABLE,
    /** A network can be read, but not be used as it was asked for. */
    BACKBONE_UNSUITABLE,
    /** A network gives tokens, and which of them stand for places in the picture is not known, or said wrongly. */
    BACKBONE_LEADING_TOKENS,
    /** A network does not take pictures of the given size. */
    BACKBONE_INPUT_SIZE,
    /** A network is not the one that a model was fitted with. */
    BACKBONE_MISMATCH,

    /** An option has a value that it cannot have here. */
    OPTION_INVALID,
    /** More channels are asked for than the layers have. */
    OPTION_TOO_MANY_CHANNELS,
    /** More parts of a code are asked for than a patch has values. */
    OPTION_TOO_MANY_SUBSPACES,
    /** 8-bit integers are asked for, and the network does not allow them. */
    OPTION_PRECISION,

    /** A document does not have the content that it should have. */
    DOCUMENT_UNREADABLE,
    /** A file or folder cannot be written or read: permissions, a full disk, a path that is no file. */
    FILE_UNUSABLE,
    /** The folder for temporary files cannot be written, or has no room. */
    TEMPORARY_FOLDER_UNUSABLE,
    /** The device that is to run the networks is not there. */
    DEVICE_UNAVAILABLE,
    /** The device that is to run the networks is a plug-in that was not fetched yet. */
    DEVICE_NOT_FETCHED,
    /** The device that is to run the networks does not compute in the numbers that a model was fitted with. */
    DEVICE_WITHOUT_PRECISION,
    /** A download did not succeed. */
    DOWNLOAD_FAILED
}
