package io.blemish.server.users;

import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * A person who may sign in.
 *
 * @param name one word, see {@link #NAME_RULE}
 * @param role what the person may do
 * @param password of the person, hashed
 */
public record User(String name, Role role, PasswordHash password) implements Account {
    /** What a name must be. */
    public static final String NAME_RULE =
            "up to 64 letters and digits of any script, and '.', '_', '-' and '@' between them";

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M}\\p{N}._@-]{1,64}");

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if it is not one that a user may have
     */
    public User {
        name = normal(name);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a user's name has " + NAME_RULE);
        }
    }

    /** A name in the one form in which it is compared: some keyboards write the same letter with other code points. */
    public static String normal(final String name) {
        return Normalizer.normalize(name.strip(), Normalizer.Form.NFC);
    }

    /** The same person with another role. */
    public User withRole(final Role other) {
        return new User(name, other, password);
    }

    /** The same person with another password. */
    public User withPassword(final PasswordHash other) {
        return new User(name, role, other);
    }
}
