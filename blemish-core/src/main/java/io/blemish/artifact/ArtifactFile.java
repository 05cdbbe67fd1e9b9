package io.blemish.artifact;

import io.blemish.DocumentException;
import io.blemish.ErrorCode;
import io.blemish.ModelException;
import io.blemish.array.ByteMatrix;
import io.blemish.array.FloatMatrix;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A model file opened for reading: a zip of stored entries. Arrays are mapped, not read; what is mapped stays valid after
 * closing.
 */
public final class ArtifactFile implements AutoCloseable {
    /** Reading this much takes about as long as loading a small network; more would make start-up grow with the bank. */
    private static final long READ_ON_OPENING = 64L << 20;

    /** Entries are hashed and copied this many bytes at a time. */
    private static final int BLOCK_BYTES = 1 << 20;

    private final Path path;
    private final FileChannel channel;
    private final ZipFile zip;
    private final Map<String, Entry> entries;
    private final String folder;

    private ArtifactFile(
            final Path path,
            final FileChannel channel,
            final ZipFile zip,
            final Map<String, Entry> entries,
            final String folder) {
        this.path = path;
        this.channel = channel;
        this.zip = zip;
        this.entries = entries;
        this.folder = folder;
    }

    /**
     * Opens a file.
     *
     * @param path of the file
     * @throws ModelException if it is not there or not a zip; its entries are not checked yet, see {@link #check}
     */
    public static ArtifactFile open(final Path path) {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(path);
            final ZipFile zip = ZipFile.builder()
                    .setSeekableByteChannel(channel)
                    .setIgnoreLocalFileHeader(true)
                    .get();
            requireDistinctNames(path, zip);
            return new ArtifactFile(path, channel, zip, new LinkedHashMap<>(), "");
        } catch (final NoSuchFileException e) {
            throw new ModelException(ErrorCode.MODEL_MISSING, "Model " + path + " is not there.", e);
        } catch (final ModelException e) {
            closeQuietly(channel);
            throw e;
        } catch (final IOException | IllegalArgumentException e) {
            closeQuietly(channel);
            throw damaged(path, "it is cut short or not a model file", e);
        }
    }

    /** Of two entries of one name, readers take now the one and now the other, and each is whole by itself. */
    private static void requireDistinctNames(final Path path, final ZipFile zip) {
        final Set<String> names = new HashSet<>();
        final Enumeration<ZipArchiveEntry> all = zip.getEntries();
        while (all.hasMoreElements()) {
            final String name = all.nextElement().getName();
            if (!names.add(name)) {
                throw damaged(path, "it has several entries of the name " + name, null);
            }
        }
    }

    /** The file. */
    public Path path() {
        return path;
    }

    /** A view of a folder of the zip, whose name ends with a slash; not to be closed. */
    public ArtifactFile within(final String name) {
        return new ArtifactFile(path, channel, zip, entries, folder + name);
    }

    /** Whether the file has an entry. */
    public boolean has(final String name) {
        return entries.containsKey(folder + name);
    }

    /** The content of an entry, mapped. */
    public ByteBuffer bytes(final String name) {
        try {
            final ZipArchiveEntry entry = entry(path, zip, folder + name);
            return channel.map(FileChannel.MapMode.READ_ONLY, entry.getDataOffset(), entry.getSize());
        } catch (final IOException e) {
            throw damaged(path, name + " cannot be read", e);
        }
    }

    private byte[] array(final String name) {
        final ByteBuffer bytes = bytes(name);
        final byte[] array = new byte[bytes.remaining()];
        bytes.get(array);
        return array;
    }

    /** A matrix of floats, mapped. */
    public FloatMatrix floats(final String name) {
        try {
            return Npy.mapFloats(channel, entry(path, zip, folder + name).getDataOffset());
        } catch (final IOException e) {
            throw damaged(path, name + " cannot be read", e);
        }
    }

    /** A matrix of bytes, mapped. */
    public ByteMatrix byteMatrix(final String name) {
        try {
            return Npy.mapBytes(channel, entry(path, zip, folder + name).getDataOffset());
        } catch (final IOException e) {
            throw damaged(path, name + " cannot be read", e);
        }
    }

    /** An array of ints, mapped. */
    public IntBuffer ints(final String name) {
        try {
            return Npy.mapInts(channel, entry(path, zip, folder + name).getDataOffset());
        } catch (final IOException e) {
            throw damaged(path, name + " cannot be read", e);
        }
    }

    /** An array of ints or longs; longs are mapped. */
    public LongBuffer longs(final String name) {
        try {
            return Npy.mapLongs(channel, entry(path, zip, folder + name).getDataOffset());
        } catch (final IOException e) {
            throw damaged(path, name + " cannot be read", e);
        }
    }

    /** Copies the content of an entry of any size. */
    void copyTo(final String name, final OutputStream out) throws IOException {
        final ZipArchiveEntry entry = entry(path, zip, folder + name);
        final byte[] block = new byte[BLOCK_BYTES];
        for (long done = 0; done < entry.getSize(); ) {
            final int count = (int) Math.min(block.length, entry.getSize() - done);
            final int read = channel.read(ByteBuffer.wrap(block, 0, count), entry.getDataOffset() + done);
            if (read <= 0) {
                throw damaged(path, "it ends within " + name, null);
            }
            out.write(block, 0, read);
            done += read;
        }
    }

    /**
     * An exception for entries that were read intact and do not belong together.
     *
     * @param what a clause that names the contradiction
     * @param cause the failed check
     */
    public ModelException contradictory(final String what, final Throwable cause) {
        return damaged(path, what, cause);
    }

    /**
     * Reads a record.
     *
     * @param name of the entry
     * @param type of the record
     * @throws ModelException if the entry is not JSON of that shape
     */
    public <T> T json(final String name, final Class<T> type) {
        try {
            return Json.read(array(name), type, name + " in " + path);
        } catch (final DocumentException e) {
            throw contradictory(e);
        }
    }

    /** An exception for a document that is not what it should be, or values that were read intact and do not belong together. */
    public ModelException contradictory(final DocumentException e) {
        return damaged(
                path, String.valueOf(e.getMessage()).replace(" in " + path, "").replaceFirst("[.]$", ""), e);
    }

    /**
     * Checks that the file is whole: its directory, the size of every entry, and the checksum of those that are small enough
     * not to slow the start.
     *
     * @param expected every entry but the description
     * @throws ModelException if an entry is missing or is not what was written
     */
    public void check(final Map<String, Entry> expected) {
        expected.forEach((name, written) -> {
            final ZipArchiveEntry entry = entry(path, zip, name);
            if (entry.getSize() != written.bytes()) {
                throw damaged(path, name + " has another size than when it was written", null);
            }
            if (written.bytes() <= READ_ON_OPENING && checksum(entry) != entry.getCrc()) {
                throw damaged(path, name + " is not what was written", null);
            }
            if (name.endsWith(".npy")) {
                checkShape(entry);
            }
        });
        entries.putAll(expected);
    }

    /** An array must fill its entry, so that nothing beside the entry is ever taken for a part of it. */
    private void checkShape(final ZipArchiveEntry entry) {
        try {
            final NpyHeader header = NpyHeader.read(channel, entry.getDataOffset());
            final boolean matrix = header.shape().size() > 1;
            if (header.length() + header.dataBytes() != entry.getSize() || (matrix && header.count() == 0)) {
                throw damaged(path, entry.getName() + " does not have the size that it says", null);
            }
        } catch (final IOException e) {
            throw damaged(path, entry.getName() + " " + e.getMessage(), e);
        }
    }

    /** The zip's own checksum: it tells damage as well as a hash does, and a process that has just begun computes it at once. */
    private long checksum(final ZipArchiveEntry entry) {
        try {
            final CRC32 crc = new CRC32();
            crc.update(channel.map(FileChannel.MapMode.READ_ONLY, entry.getDataOffset(), entry.getSize()));
            return crc.getValue();
        } catch (final IOException e) {
            throw damaged(path, entry.getName() + " cannot be read", e);
        }
    }

    /** Whether an entry hashes to what was written. */
    public boolean matches(final String name, final Entry expected) {
        try {
            final long offset = entry(path, zip, name).getDataOffset();
            final MessageDigest digest = Sha256.digest();
            final ByteBuffer buffer = ByteBuffer.allocate(BLOCK_BYTES);
            long done = 0;
            while (done < expected.bytes()) {
                buffer.clear().limit((int) Math.min(BLOCK_BYTES, expected.bytes() - done));
                final int read = channel.read(buffer, offset + done);
                if (read <= 0) {
                    return false;
                }
                digest.update(buffer.flip());
                done += read;
            }
            return Sha256.hex(digest).equals(expected.sha256());
        } catch (final IOException e) {
            return false;
        }
    }

    /**
     * The content of a small entry, read whole and held to its checksum.
     *
     * @param name of the entry
     * @throws ModelException if it is missing or not what was written
     */
    public byte[] verified(final String name) {
        try {
            final ZipArchiveEntry entry = entry(path, zip, folder + name);
            final ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(entry.getSize()));
            channel.read(bytes, entry.getDataOffset());
            final CRC32 crc = new CRC32();
            crc.update(bytes.array());
            if (crc.getValue() != entry.getCrc()) {
                throw damaged(path, name + " is not what was written", null);
            }
            return bytes.array();
        } catch (final IOException | ArithmeticException e) {
            throw damaged(path, name + " cannot be read", e);
        }
    }

    private static ZipArchiveEntry entry(final Path path, final ZipFile zip, final String name) {
        final ZipArchiveEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw damaged(path, "it lacks " + name, null);
        }
        if (entry.getMethod() != ZipEntry.STORED) {
            throw damaged(path, name + " is compressed, so something else has repacked it", null);
        }
        try {
            if (entry.getDataOffset() < 0) {
                zip.getRawInputStream(entry).close();
            }
        } catch (final IOException e) {
            throw damaged(path, name + " cannot be found in it", e);
        }
        return entry;
    }

    /**
     * An exception for a file that is damaged.
     *
     * @throws CancellationException if the reading thread was interrupted: Java closes its file then, which says nothing about it
     */
    private static ModelException damaged(final Path path, final String what, final @Nullable Throwable cause) {
        if (cause instanceof IOException && Thread.currentThread().isInterrupted()) {
            throw (CancellationException) new CancellationException("interrupted").initCause(cause);
        }
        final String message =
                "Model " + path + " is damaged: " + what + ". Copy it again from where it was made, or fit it again.";
        return cause == null
                ? new ModelException(ErrorCode.MODEL_DAMAGED, message)
                : new ModelException(ErrorCode.MODEL_DAMAGED, message, cause);
    }

    private static void closeQuietly(final @Nullable AutoCloseable... open) {
        for (final AutoCloseable one : open) {
            try {
                if (one != null) {
                    one.close();
                }
            } catch (final Exception e) {
                // The file was refused for another reason, which is the one to tell.
            }
        }
    }

    @Override
    public void close() {
        closeQuietly(zip, channel);
    }
}
