package io.blemish.server.audit;

import java.util.Locale;

/** What somebody did. */
public enum Action {
    /** Signed in; the subject is the address. */
    SIGN_IN,
    /** Gave a wrong name or password; the subject is the address. */
    SIGN_IN_FAILED,
    /** Signed out; the subject is the address. */
    SIGN_OUT,
    /** Set the threshold of a model. */
    THRESHOLD,
    /** Set or removed the label of a verdict. */
    LABEL,
    /** Uploaded a version of a model. */
    UPLOAD,
    /** Activated a version of a model. */
    ACTIVATION,
    /** Activated the version of a model that was active before. */
    ROLLBACK,
    /** Made a version the shadow of a model, or ended the shadow. */
    SHADOW,
    /** Deleted a version of a model. */
    VERSION_DELETION,
    /** Deleted a model. */
    MODEL_DELETION,
    /** Began the watch for drift of a model anew. */
    DRIFT_RESTART,
    /** Took a picture out of a fit. */
    FIT_PICTURE_DELETION,
    /** Set the mask of a fit or removed it. */
    FIT_MASK,
    /** Started a fit; from its pictures to the model. */
    FIT_START,
    /** Cancelled a fit. */
    FIT_CANCEL,
    /** Deleted a fit with its pictures. */
    FIT_DELETION,
    /** Had verdicts delivered again whose delivery had failed. */
    RESEND,
    /** The server cut off the incomplete end of this log, or began it anew because it was not whole. */
    LOG_REPAIR;

    /** The action in the log, in JSON and in CSV. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
