package io.blemish.server.users;

/**
 * A password that a user may choose.
 *
 * @param text of 12 to 1,000 characters
 */
public record Password(String text) {
    /** Without a second factor, a shorter one could be guessed. */
    private static final int SHORTEST = 12;

    /** The longest text that a server compares with a password. */
    public static final int LONGEST = 1000;

    /**
     * Checks the length.
     *
     * @throws IllegalArgumentException if it is too short or too long
     */
    public Password {
        final int length = text.codePointCount(0, text.length());
        if (length < SHORTEST || length > LONGEST) {
            throw new IllegalArgumentException(
                    "a password has " + SHORTEST + " to " + LONGEST + " characters; this one has " + length);
        }
    }

    /** Keeps the password out of logs. */
    @Override
    public String toString() {
        return "a password";
    }
}
