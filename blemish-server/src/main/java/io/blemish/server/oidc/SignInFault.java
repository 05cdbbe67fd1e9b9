package io.blemish.server.oidc;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A sign-in that came to nothing. The message is for the log of the server, in one line; the reason is for who signs in. */
public final class SignInFault extends Exception {
    private static final long serialVersionUID = 1L;

    private static final int LONGEST = 300;

    /** What RFC 6749 and OpenID Connect call errors. Anybody can send other words, and they must not get into the audit log. */
    private static final Pattern CODE = Pattern.compile("[a-z0-9_.-]{1,60}");

    private final Reason reason;

    /** The reasons, as the page knows them. */
    public enum Reason {
        /** The provider cannot be reached, or does not answer as one does. */
        AWAY,
        /** The provider refuses the person, or the person does not want any more. */
        DENIED,
        /** The sign-in did not begin in this browser, or too long ago. */
        STALE,
        /** The provider does not confirm what it said, or it is not valid. */
        UNCONFIRMED,
        /** The person has no role here. */
        NO_ROLE,
        /** The person has no name that can be used here, or that of somebody else. */
        NO_NAME
    }

    /**
     * A fault.
     *
     * @param reason for who signs in
     * @param sentence for the log; what the provider sent may be in it
     */
    public SignInFault(final Reason reason, final String sentence) {
        super(inOneLine(sentence), null, false, false);
        this.reason = reason;
    }

    /** Why the sign-in came to nothing. */
    public Reason reason() {
        return reason;
    }

    /** One line for the log. */
    public String sentence() {
        return String.valueOf(getMessage());
    }

    /** An error as the log may have it, whatever a provider or a browser calls one. */
    static String code(final @Nullable Object error) {
        return error instanceof String text && CODE.matcher(text).matches() ? text : "another reason";
    }

    private static String inOneLine(final String text) {
        return text.substring(0, Math.min(text.length(), LONGEST)).replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}\\p{Cf}]", "?");
    }
}
