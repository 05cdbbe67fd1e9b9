package io.blemish.server.users;

import java.util.Locale;
import java.util.Optional;

/** What a person or a program may do at a server. Each role may do all that the roles before it may. */
public enum Role {
    /** Sends pictures, sees verdicts, models and fits, labels verdicts. */
    OPERATOR,
    /** Also makes and changes models: fits, uploads, activations, thresholds. */
    ENGINEER,
    /** Also deletes models and reads the audit log. */
    ADMIN;

    /** The role in files, in JSON and on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of a word; empty if there is none. */
    public static Optional<Role> of(final String word) {
        for (final Role role : values()) {
            if (role.word().equals(word.toLowerCase(Locale.ROOT))) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }

    /** Whether whoever has this role may do what takes another one. */
    public boolean includes(final Role needed) {
        return compareTo(needed) >= 0;
    }
}
