package io.blemish.server.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * An entry of the audit log.
 *
 * @param number from 1
 * @param time when it was done, to the millisecond
 * @param who did it
 * @param action the word of what was done
 * @param subject what it was done to
 * @param from what was before
 * @param to what is now
 * @param previous the hash of the entry before; of the first one, 64 zeros
 * @param hash SHA-256 of all else in the entry
 */
public record AuditEntry(
        long number,
        Instant time,
        String who,
        String action,
        String subject,
        Optional<String> from,
        Optional<String> to,
        String previous,
        String hash) {}
