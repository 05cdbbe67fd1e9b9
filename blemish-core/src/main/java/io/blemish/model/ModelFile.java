package io.blemish.model;

import io.blemish.InputException;
import io.blemish.Json;
import io.blemish.Sha256;
import io.blemish.array.ByteMatrix;
import io.blemish.array.FloatMatrix;
import io.blemish.array.Npy;
import io.blemish.calibration.Calibration;
import io.blemish.model.ModelDescription.EntryDescription;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** A model file opened for reading. Arrays are mapped, not read; what is mapped stays valid after closing. */
final class ModelFile implements AutoCloseable {
    static final String DESCRIPTION = "model.json";
    static final String CALIBRATION = "calibration.json";
    static final String BACKBONE = "backbone.onnx";
    static final String BANK = "bank.npy";
    static final String BANK_SOURCE = "bank_source.npy";
    static final String PROJECTION = "projection.npy";

    /** Reading this much takes about as long as loading a small network; more would make start-up grow with the bank. */
    private static final long READ_ON_OPENING = 64L << 20;

    /** Entries are hashed this many bytes at a time. */
    private static final int HASH_BYTES = 1 << 20;

    private final Path path;
    private final FileChannel channel;
    private final ZipFile zip;
    private final ModelDescription description;
    private final String folder;

    private ModelFile(
            final Path path,
            final FileChannel channel,
            final ZipFile zip,
            final ModelDescription description,
            final String folder) {
        this.path = path;
        this.channel = channel;
        this.zip = zip;
        this.description = description;
        this.folder = folder;
    }

    /**
     * Opens a model file and checks that it is whole: its directory, its description, the size of every entry, and the
     * checksum of those that are small enough not to slow the start.
     */
    static ModelFile open(final Path path) {
        FileChannel channel = null;
        ZipFile zip = null;
        try {
            channel = FileChannel.open(path);
            zip = ZipFile.builder()
                    .setSeekableByteChannel(channel)
                    .setIgnoreLocalFileHeader(true)
                    .get();
            final ModelFile file = new ModelFile(path, channel, zip, description(path, channel, zip), "");
            file.check();
            return file;
        } catch (final NoSuchFileException e) {
            throw new InputException("Model " + path + " is not there. Make one with: blemish fit DATA -o " + path, e);
        } catch (final IOException | IllegalArgumentException e) {
            closeQuietly(zip, channel);
            throw damaged(path, "it is cut short or not a model file", e);
        } catch (final InputException e) {
            closeQuietly(zip, channel);
            throw e;
        }
    }

    Path path() {
        return path;
    }

    ModelDescription description() {
        return description;
    }

    /** A view of a folder of the zip, whose name ends with a slash; not to be closed. */
    ModelFile within(final String name) {
        return new ModelFile(path, channel, zip, description, folder + name);
    }

    /** The folder of one of several networks and of what was made with it. */
    static String network(final int number) {
        return "networks/" + number + "/";
    }

    boolean has(final String name) {
        return description.entries().containsKey(folder + name);
    }

    /** The content of an entry, mapped. */
    ByteBuffer bytes(final String name) {
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

    FloatMatrix floats(final String name) {
        try {
            return Npy.mapFloats(channel, entry(path, zip, folder + name).getDataOffset());
        } catch (final IOException e) {
            throw damaged(path, name + " cannot be read", e);
        }
    }

    ByteMatrix octets(final String name) {
        try {
            return Npy.mapBytes(channel, entry(path, zip, folder + name).getDataOffset());
        } catch (final IOException e) {
            throw damaged(path, name + " cannot be read", e);
        }
    }

    IntBuffer ints(final String name) {
        try {
            return Npy.mapInts(channel, entry(path, zip, folder + name).getDataOffset());
        } catch (final IOException e) {
            throw damaged(path, name + " cannot be read", e);
        }
    }

    /** For entries that are what was written and yet do not belong together. */
    InputException contradictory(final String what, final Throwable cause) {
        return damaged(path, what, cause);
    }

    Calibration calibration() {
        return json(CALIBRATION, Calibration.class);
    }

    <T> T json(final String name, final Class<T> type) {
        return Json.read(array(name), type, name + " in " + path);
    }

    private void check() {
        description.entries().forEach((name, expected) -> {
            final ZipArchiveEntry entry = entry(path, zip, name);
            if (entry.getSize() != expected.bytes()) {
                throw damaged(path, name + " has another size than when it was written", null);
            }
            if (expected.bytes() <= READ_ON_OPENING && checksum(entry) != entry.getCrc()) {
                throw damaged(path, name + " is not what was written", null);
            }
        });
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
    boolean matches(final String name, final EntryDescription expected) {
        try {
            final long offset = entry(path, zip, name).getDataOffset();
            final MessageDigest digest = Sha256.digest();
            final ByteBuffer buffer = ByteBuffer.allocate(HASH_BYTES);
            long done = 0;
            while (done < expected.bytes()) {
                buffer.clear().limit((int) Math.min(HASH_BYTES, expected.bytes() - done));
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

    private static ModelDescription description(final Path path, final FileChannel channel, final ZipFile zip)
            throws IOException {
        final ZipArchiveEntry entry = entry(path, zip, DESCRIPTION);
        final ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(entry.getSize()));
        channel.read(bytes, entry.getDataOffset());
        final CRC32 crc = new CRC32();
        crc.update(bytes.array());
        if (crc.getValue() != entry.getCrc()) {
            throw damaged(path, DESCRIPTION + " is not what was written", null);
        }
        final int version = Json.read(bytes.array(), Version.class, DESCRIPTION + " in " + path)
                .formatVersion();
        if (version > ModelDescription.FORMAT_VERSION) {
            throw new InputException("Model " + path + " has format version " + version
                    + " and this software reads up to " + ModelDescription.FORMAT_VERSION
                    + ". Update Blemish, or fit the model again.");
        }
        return Json.read(bytes.array(), ModelDescription.class, DESCRIPTION + " in " + path);
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

    private static InputException damaged(final Path path, final String what, final @Nullable Throwable cause) {
        final String message =
                "Model " + path + " is damaged: " + what + ". Copy it again from where it was made, or fit it again.";
        return cause == null ? new InputException(message) : new InputException(message, cause);
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

    private record Version(int formatVersion) {}
}
