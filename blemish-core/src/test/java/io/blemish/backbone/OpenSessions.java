package io.blemish.backbone;

/** Lets the tests of other packages see that no network stays loaded. */
public final class OpenSessions {
    private OpenSessions() {}

    /** How many networks are loaded in this process. */
    public static int count() {
        return Backbone.openSessions();
    }
}
