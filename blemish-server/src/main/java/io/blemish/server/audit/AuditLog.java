package io.blemish.server.audit;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.ResourceException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit log of a server: a file of JSON lines that only grows. Each entry has the hash of the one before, so that none can be
 * changed, removed or inserted without a trace. An entry is on the disk when {@link #record} returns. Safe for use by many threads.
 */
public final class AuditLog implements AutoCloseable {
    /** The name of the file in the data folder. */
    public static final String FILE = "audit.jsonl";

    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final String SERVER = "the server";

    private final Path file;
    private final InstantSource clock;
    private final List<Mark> marks = new ArrayList<>();

    /** Not a channel, which an interrupt of a request's thread would close. */
    private final RandomAccessFile out;

    private Mark end;

    /** A place between two entries: the bytes before it, and the entry before it. */
    private record Mark(long offset, long number, String hash) {
        static final Mark BEGIN = new Mark(0, 0, AuditLine.NO_HASH);

        /** So many entries are read at most to find one. */
        private static final int SPACING = 100;

        boolean isKept() {
            return number % SPACING == 0;
        }
    }

    private AuditLog(final Path file, final InstantSource clock) throws IOException {
        this.file = file;
        this.clock = clock;
        this.end = Mark.BEGIN;
        final Optional<Repair> repair = Files.exists(file) ? read() : Optional.empty();
        if (repair.isPresent()) {
            LOG.error("{}: {}", file, repair.get().sentence());
        }
        marks.add(0, Mark.BEGIN);
        this.out = new RandomAccessFile(file.toFile(), "rw");
        repair.ifPresent(done ->
                record(SERVER, Action.LOG_REPAIR, done.subject(), Optional.of(done.sentence()), Optional.empty()));
    }

    private record Repair(String subject, String sentence) {}

    /**
     * Opens the log in a folder, which is begun if it is not there. The incomplete end that a kill of the server leaves is cut off: what
     * it was about was not answered. A log that is wrong elsewhere is kept under another name, and a new one begun, whose first
     * entry says so.
     *
     * @throws BlemishException if it cannot be read or written
     */
    public static AuditLog open(final Path folder, final InstantSource clock) {
        final Path file = folder.resolve(FILE);
        try {
            return new AuditLog(file, clock);
        } catch (final IOException e) {
            throw new ResourceException(
                    ErrorCode.FILE_UNUSABLE,
                    "The audit log " + file + " cannot be used (" + e.getMessage() + "). Check --data.",
                    e);
        }
    }

    private Optional<Repair> read() throws IOException {
        try (AuditFile log = AuditFile.open(file)) {
            while (log.next().isPresent()) {
                advance(new Mark(log.offset(), log.number(), log.hash()));
            }
            return Optional.empty();
        } catch (final AuditFault fault) {
            return Optional.of(fault.isIncomplete() ? cutOff(fault) : beginAnew(fault));
        }
    }

    private Repair cutOff(final AuditFault fault) throws IOException {
        try (RandomAccessFile damaged = new RandomAccessFile(file.toFile(), "rw")) {
            damaged.setLength(end.offset());
        }
        return new Repair(FILE, fault.sentence());
    }

    private Repair beginAnew(final AuditFault fault) throws IOException {
        final String kept = "audit-" + clock.instant().toEpochMilli() + ".jsonl";
        Files.move(file, file.resolveSibling(kept));
        marks.clear();
        end = Mark.BEGIN;
        return new Repair(kept, fault.sentence());
    }

    private void advance(final Mark mark) {
        end = mark;
        if (mark.isKept()) {
            marks.add(mark);
        }
    }

    /**
     * Adds an entry, and returns when it is on the disk.
     *
     * @param who did it
     * @param action what was done
     * @param subject what it was done to
     * @param from what was before
     * @param to what is now
     * @throws AuditException if it cannot be written; the log is then as it was
     */
    public synchronized AuditEntry record(
            final String who,
            final Action action,
            final String subject,
            final Optional<String> from,
            final Optional<String> to) {
        final AuditEntry entry = AuditLine.entry(new AuditLine.Content(
                end.number() + 1,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                who,
                action.word(),
                subject,
                from,
                to,
                end.hash()));
        final byte[] line = AuditLine.of(entry);
        try {
            // Also cuts off what a write that failed has left.
            out.setLength(end.offset());
            out.seek(end.offset());
            out.write(line);
            out.getFD().sync();
        } catch (final IOException e) {
            throw AuditException.notWritten(e);
        }
        advance(new Mark(end.offset() + line.length, entry.number(), entry.hash()));
        return entry;
    }

    /** How many entries there are. */
    public synchronized long size() {
        return end.number();
    }

    /** The hash of the last entry. Who keeps it elsewhere can see later whether the entries up to it are still there. */
    public synchronized String lastHash() {
        return end.hash();
    }

    /**
     * A page of entries, newest first.
     *
     * @param before the number that all of them are below
     * @param limit the size of a page
     * @throws AuditException if the file is not what was written any more
     */
    public List<AuditEntry> newest(final long before, final int limit) {
        final long last = Math.min(before - 1, size());
        final List<AuditEntry> page = entries(Math.max(1, last - limit + 1), last);
        Collections.reverse(page);
        return page;
    }

    /**
     * A page of entries, oldest first.
     *
     * @param after the number that all of them are above
     * @param limit the size of a page
     * @throws AuditException if the file is not what was written any more
     */
    public List<AuditEntry> oldest(final long after, final int limit) {
        return entries(after + 1, Math.min(after + limit, size()));
    }

    private List<AuditEntry> entries(final long first, final long last) {
        final List<AuditEntry> found = new ArrayList<>();
        if (first > last) {
            return found;
        }
        final Mark begin = markBefore(first);
        try (AuditFile log = AuditFile.open(file, begin.offset(), begin.number(), begin.hash())) {
            while (log.number() < last) {
                final AuditEntry entry = log.next().orElseThrow(() -> AuditFault.incomplete(log.number() + 1));
                if (entry.number() >= first) {
                    found.add(entry);
                }
            }
        } catch (final IOException | AuditFault e) {
            throw AuditException.notRead(e);
        }
        return found;
    }

    private synchronized Mark markBefore(final long number) {
        return marks.get((int) ((number - 1) / Mark.SPACING));
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (final IOException e) {
            LOG.warn("The audit log {} was not closed: {}", file, e.getMessage());
        }
    }
}
