package io.blemish.server.users;

import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * A person whom an OpenID provider knows.
 *
 * @param name without blanks, so that it is never taken for one of the names that the server gives, such as "an unknown name"
 * @param role what the person may do
 * @param subject by which the provider knows the person for good, whatever the name is
 * @param proof the ID token, by which the provider knows at a sign-out who signs out; empty if it is too long for that
 */
public record ProviderUser(String name, Role role, String subject, String proof) implements Account {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}]{1,100}");
    private static final int LONGEST_SUBJECT = 255;

    /**
     * Checks name and subject.
     *
     * @throws IllegalArgumentException if one of them is not of the form that it must have
     */
    public ProviderUser {
        name = Normalizer.normalize(name.strip(), Normalizer.Form.NFC);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a name has up to 100 letters, digits and signs, and no blank");
        }
        if (subject.isEmpty() || subject.length() > LONGEST_SUBJECT) {
            throw new IllegalArgumentException("a subject has up to " + LONGEST_SUBJECT + " characters");
        }
    }

    /** Keeps the proof out of logs. */
    @Override
    public String toString() {
        return name + ", subject " + subject;
    }
}
