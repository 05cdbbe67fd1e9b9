package io.blemish.server.audit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the lines of an audit log one after another, and checks that they are a chain. */
final class AuditFile implements AutoCloseable {
    private final InputStream in;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long offset;
    private long number;
    private String hash;

    private AuditFile(final InputStream in, final long offset, final long number, final String hash) {
        this.in = in;
        this.offset = offset;
        this.number = number;
        this.hash = hash;
    }

    /** Begins with the first entry. */
    static AuditFile open(final Path file) throws IOException {
        return open(file, 0, 0, AuditLine.NO_HASH);
    }

    /**
     * Begins within the file.
     *
     * @param offset the bytes before the first entry that is wanted
     * @param number of the entry before that one
     * @param hash of the entry before that one
     */
    static AuditFile open(final Path file, final long offset, final long number, final String hash) throws IOException {
        final FileChannel channel = FileChannel.open(file);
        channel.position(offset);
        return new AuditFile(new BufferedInputStream(Channels.newInputStream(channel)), offset, number, hash);
    }

    /** The bytes of all entries that were read, and of those before them. */
    long offset() {
        return offset;
    }

    /** The number of the last entry that was read. */
    long number() {
        return number;
    }

    /** The hash of the last entry that was read. */
    String hash() {
        return hash;
    }

    /**
     * The next entry; empty at the end of the file.
     *
     * @throws AuditFault if the next line is not an entry that follows the one before
     * @throws IOException if the file cannot be read
     */
    Optional<AuditEntry> next() throws IOException, AuditFault {
        line.reset();
        int read = in.read();
        while (read >= 0 && read != '\n') {
            line.write(read);
            read = in.read();
        }
        if (read < 0) {
            if (line.size() > 0) {
                throw AuditFault.incomplete(number + 1);
            }
            return Optional.empty();
        }
        final AuditEntry entry = AuditLine.read(line.toByteArray()).orElseThrow(() -> AuditFault.changed(number + 1));
        if (entry.number() != number + 1 || !entry.previous().equals(hash)) {
            throw AuditFault.outOfOrder(number + 1, entry.number());
        }
        offset += line.size() + 1L;
        number = entry.number();
        hash = entry.hash();
        return Optional.of(entry);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
