package io.blemish.server.oidc;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An attempt to sign in. The browser holds its identifier in a cookie, and everything else follows from that by a key which only this
 * process has. So nothing is kept of the attempts that never end, however many there are.
 */
final class Attempt {
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int RANDOM_BYTES = 32;
    private static final Pattern COOKIE = Pattern.compile("[A-Za-z0-9_-]{43}\\.(\\d{1,12})");
    private static final String ALGORITHM = "HmacSHA256";

    private final String cookie;
    private final SecretKeySpec key;

    private Attempt(final String cookie, final SecretKeySpec key) {
        this.cookie = cookie;
        this.key = key;
    }

    /** The attempts of a process. */
    static final class Attempts {
        private final SecureRandom random = new SecureRandom();
        private final SecretKeySpec key = new SecretKeySpec(random(), ALGORITHM);

        private byte[] random() {
            final byte[] bytes = new byte[RANDOM_BYTES];
            random.nextBytes(bytes);
            return bytes;
        }

        /** Begins one. */
        Attempt begin(final Instant now) {
            return new Attempt(text(random()) + "." + now.getEpochSecond(), key);
        }

        /** The attempt of a browser that comes back; empty if it did not begin there, or too long ago. */
        Optional<Attempt> find(final String cookie, final String state, final Instant now) {
            final Matcher form = COOKIE.matcher(cookie);
            if (!form.matches()) {
                return Optional.empty();
            }
            final Attempt attempt = new Attempt(cookie, key);
            final boolean same = MessageDigest.isEqual(bytes(attempt.state()), bytes(state));
            final Instant begun = Instant.ofEpochSecond(Long.parseLong(form.group(1)));
            return same && !now.isAfter(begun.plus(LONGEST)) ? Optional.of(attempt) : Optional.empty();
        }
    }

    /** What the browser holds. */
    String cookie() {
        return cookie;
    }

    /** Comes back with the browser. */
    String state() {
        return derived("state");
    }

    /** Comes back in the ID token. */
    String nonce() {
        return derived("nonce");
    }

    /** Proves that who exchanges a code also asked for it (RFC 7636). */
    String verifier() {
        return derived("verifier");
    }

    /** What the provider gets of the verifier beforehand. */
    String challenge() {
        try {
            return text(MessageDigest.getInstance("SHA-256").digest(bytes(verifier())));
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private String derived(final String purpose) {
        try {
            final Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return text(mac.doFinal(bytes(purpose + " " + cookie)));
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }

    private static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(final byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
