package io.blemish.server.audit;

import io.blemish.BlemishException;
import io.blemish.artifact.Json;
import io.blemish.artifact.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An entry as a line of the file: JSON whose last field is the hash. What is hashed are the bytes of the line without that field, so
 * that any program can check it.
 */
final class AuditLine {
    /** The hash before the first entry. */
    static final String NO_HASH = "0".repeat(64);

    /** A text may hold characters that end a line in Unicode, such as U+0085 and U+2028, and that JSON does not escape. */
    private static final Pattern FORM = Pattern.compile("(\\{.*),\"hash\":\"([0-9a-f]{64})\"}", Pattern.DOTALL);

    private AuditLine() {}

    /** All of an entry but its hash. */
    record Content(
            long number,
            Instant time,
            String who,
            String action,
            String subject,
            Optional<String> from,
            Optional<String> to,
            String previous) {
        AuditEntry withHash(final String hash) {
            return new AuditEntry(number, time, who, action, subject, from, to, previous, hash);
        }
    }

    /** The entry of this content. */
    static AuditEntry entry(final Content content) {
        return content.withHash(hash(Json.line(content)));
    }

    /** The line of an entry, with its end. */
    static byte[] of(final AuditEntry entry) {
        return (Json.line(entry) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String hash(final String content) {
        return Sha256.hex(content.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads a line.
     *
     * @param line without its end
     * @return empty if it is not an entry with the hash of its content
     */
    static Optional<AuditEntry> read(final byte[] line) {
        final String text = new String(line, StandardCharsets.UTF_8);
        final Matcher form = FORM.matcher(text);
        if (!form.matches() || !hash(form.group(1) + "}").equals(form.group(2))) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.read(line, AuditEntry.class, "An entry"));
        } catch (final BlemishException e) {
            return Optional.empty();
        }
    }
}
