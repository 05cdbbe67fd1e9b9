package io.blemish.server.users;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * The hash of a password by Argon2id (RFC 9106), in the text form that its reference implementation made common:
 * {@code $argon2id$v=19$m=19456,t=2,p=1$SALT$HASH}.
 */
public final class PasswordHash {
    /** Memory in KiB, passes and lanes: the least that OWASP's cheat sheet recommends, so that a sign-in takes little from judging. */
    private static final Cost USUAL = new Cost(19_456, 2, 1);

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    /** A hash from elsewhere may cost more than usual, but not more than a server can give. */
    private static final Cost HIGHEST = new Cost(1 << 20, 20, 16);

    private static final Pattern FORM = Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,2}),p=(\\d{1,2})"
            + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Cost cost;
    private final byte[] salt;
    private final byte[] hash;

    private PasswordHash(final Cost cost, final byte[] salt, final byte[] hash) {
        this.cost = cost;
        this.salt = salt;
        this.hash = hash;
    }

    private record Cost(int memory, int passes, int lanes) {
        boolean isWithin(final Cost highest) {
            return memory <= highest.memory
                    && passes <= highest.passes
                    && lanes <= highest.lanes
                    && passes > 0
                    && lanes > 0
                    // RFC 9106, section 3.1.
                    && memory >= 8 * lanes;
        }
    }

    /** Hashes a password, with a salt of its own. */
    public static PasswordHash of(final Password password) {
        final byte[] salt = random(SALT_BYTES);
        return new PasswordHash(USUAL, salt, compute(password.text(), USUAL, salt, HASH_BYTES));
    }

    /** A hash that no password has. To compare with it takes as long as with that of a user. */
    public static PasswordHash ofNobody() {
        return new PasswordHash(USUAL, random(SALT_BYTES), random(HASH_BYTES));
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException if the text is of another form, or asks for more memory or time than a server gives
     */
    public static PasswordHash parse(final String text) {
        final Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("that is not a password hash of the form $argon2id$v=19$…");
        }
        final Cost cost = new Cost(
                Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)), Integer.parseInt(form.group(3)));
        if (!cost.isWithin(HIGHEST)) {
            throw new IllegalArgumentException("that password hash takes more memory or time than a server gives");
        }
        return new PasswordHash(cost, decoded(form.group(4)), decoded(form.group(5)));
    }

    private static byte[] decoded(final String text) {
        return Base64.getDecoder().decode(text);
    }

    private static byte[] random(final int length) {
        final byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** Whether a text is the password. The time that this takes depends on neither, but for the length of the text. */
    public boolean matches(final String text) {
        return MessageDigest.isEqual(hash, compute(text, cost, salt, hash.length));
    }

    private static byte[] compute(final String text, final Cost cost, final byte[] salt, final int length) {
        final Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.memory())
                .withIterations(cost.passes())
                .withParallelism(cost.lanes())
                .withSalt(salt)
                .build());
        final byte[] result = new byte[length];
        generator.generateBytes(
                Normalizer.normalize(text, Normalizer.Form.NFKC).getBytes(StandardCharsets.UTF_8), result);
        return result;
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof PasswordHash one && one.toString().equals(toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /** The text form. */
    @Override
    public String toString() {
        final Base64.Encoder encoder = Base64.getEncoder().withoutPadding();
        return String.format(
                Locale.ROOT,
                "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s",
                cost.memory(),
                cost.passes(),
                cost.lanes(),
                encoder.encodeToString(salt),
                encoder.encodeToString(hash));
    }
}
