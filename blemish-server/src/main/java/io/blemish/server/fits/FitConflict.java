package io.blemish.server.fits;

/** A fit is in a state in which it cannot be changed so. The message is one sentence for the sender. */
public final class FitConflict extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * A conflict.
     *
     * @param sentence for the sender
     */
    FitConflict(final String sentence) {
        super(sentence, null, false, false);
    }

    /** One sentence. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
