package io.blemish.server.audit;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.ResourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a look at every entry of an audit log has found.
 *
 * @param entries how many entries are what was written, up to the first fault
 * @param lastHash the hash of the last of them
 * @param fault a sentence about the first entry that is not
 */
public record AuditCheck(long entries, String lastHash, Optional<String> fault) {
    /**
     * Looks at every entry.
     *
     * @param place the file, or the data folder of a server
     * @param known the hash of an entry that somebody has kept elsewhere; without one, nobody can see that the last entries are missing
     *     or that all were written anew
     * @throws BlemishException if there is no log, or it cannot be read
     */
    public static AuditCheck of(final Path place, final Optional<String> known) {
        final Path file = Files.isDirectory(place) ? place.resolve(AuditLog.FILE) : place;
        if (!Files.isRegularFile(file)) {
            throw new ResourceException(
                    ErrorCode.FILE_UNUSABLE,
                    "There is no audit log " + file + ". Name the data folder of a server, or its file " + AuditLog.FILE
                            + ".");
        }
        try (AuditFile log = AuditFile.open(file)) {
            return of(log, known);
        } catch (final IOException e) {
            throw new ResourceException(ErrorCode.FILE_UNUSABLE, file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static AuditCheck of(final AuditFile log, final Optional<String> known) throws IOException {
        boolean found = known.isEmpty();
        try {
            for (Optional<AuditEntry> entry = log.next(); entry.isPresent(); entry = log.next()) {
                found |= entry.map(AuditEntry::hash).equals(known);
            }
        } catch (final AuditFault fault) {
            return new AuditCheck(log.number(), log.hash(), Optional.of(fault.sentence()));
        }
        return new AuditCheck(
                log.number(),
                log.hash(),
                found
                        ? Optional.empty()
                        : Optional.of("No entry has the hash that was kept: entries after entry " + log.number()
                                + " were removed, or the log was written anew."));
    }
}
