package io.blemish.backbone.weights;

import io.blemish.BackboneException;
import io.blemish.ErrorCode;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A file that {@code torch.save} wrote since torch 1.6: a zip whose entries are not compressed and lie in one folder.
 * {@code data.pkl} names the tensors, {@code data/KEY} has the bytes of a storage, and {@code byteorder} is their order.
 */
final class TorchZipFile {
    private static final byte[] MAGIC = {'P', 'K', 3, 4};
    private static final String PICKLE = "data.pkl";

    private final Path path;
    private final ZipFile zip;
    private final String folder;

    private TorchZipFile(final Path path, final ZipFile zip) {
        this.path = path;
        this.zip = zip;
        this.folder = zip.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.endsWith("/" + PICKLE) && name.indexOf('/') == name.lastIndexOf('/'))
                .map(name -> name.substring(0, name.length() - PICKLE.length()))
                .findFirst()
                .orElseThrow(() -> new BackboneException(
                        ErrorCode.BACKBONE_UNREADABLE,
                        path + " is a zip, but not one that torch.save wrote; give a .pth or .safetensors file."));
    }

    /** Whether the file begins like a zip. */
    static boolean isZip(final Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
        }
    }

    static StateDict open(final Path path) throws IOException {
        final ZipFile zip;
        try {
            zip = new ZipFile(path.toFile());
        } catch (final ZipException e) {
            throw new BackboneException(
                    ErrorCode.BACKBONE_UNREADABLE,
                    path + " is a damaged or truncated zip (" + e.getMessage() + "); get the file again.",
                    e);
        }
        try {
            return StateDict.of(path, new TorchZipFile(path, zip).tensors(), zip);
        } catch (final IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private Map<String, StoredTensor> tensors() throws IOException {
        if (zip.getEntry(folder + "constants.pkl") != null) {
            throw new BackboneException(
                    ErrorCode.BACKBONE_UNREADABLE,
                    path
                            + " is a TorchScript program, not weights; save the network's state_dict() with torch.save and import that.");
        }
        requireLittleEndian();
        final Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        for (final var tensor :
                TorchObject.tensors(unpickled(), path.toString()).entrySet()) {
            final Storage bytes = storage(tensor.getValue().storage());
            tensors.put(tensor.getKey(), tensor.getValue().in(bytes, tensor.getKey(), path.toString()));
        }
        return tensors;
    }

    private Object unpickled() throws IOException {
        try (InputStream in = new BufferedInputStream(zip.getInputStream(stored(PICKLE)))) {
            return Unpickler.read(new PickleInput(in, path.toString()), StorageReference::of);
        }
    }

    private void requireLittleEndian() throws IOException {
        final ZipEntry entry = zip.getEntry(folder + "byteorder");
        if (entry == null) {
            return;
        }
        try (InputStream in = zip.getInputStream(entry)) {
            final String order = new String(in.readNBytes(16), StandardCharsets.US_ASCII);
            if (!order.equals("little")) {
                throw new BackboneException(
                        ErrorCode.BACKBONE_UNREADABLE,
                        path + " has byte order '" + order + "'; save it again on a little-endian machine.");
            }
        }
    }

    private Storage storage(final StorageReference reference) {
        final ZipEntry entry = stored("data/" + reference.key());
        if (reference.elements() < 0
                || reference.elements() > entry.getSize() / reference.type().bytes()) {
            throw new BackboneException(
                    ErrorCode.BACKBONE_UNREADABLE,
                    path + ": storage " + reference.key() + " should have " + reference.elements() + " numbers but has "
                            + entry.getSize() + " bytes; the file is damaged.");
        }
        return (from, count) -> {
            try (InputStream in = zip.getInputStream(entry)) {
                in.skipNBytes(from);
                final byte[] bytes = in.readNBytes(count);
                if (bytes.length < count) {
                    throw new EOFException("the zip entry ends early");
                }
                return ByteBuffer.wrap(bytes);
            }
        };
    }

    /** An entry. torch never compresses one; so no more is read than the file has. */
    private ZipEntry stored(final String name) {
        final ZipEntry entry = zip.getEntry(folder + name);
        if (entry == null) {
            throw new BackboneException(
                    ErrorCode.BACKBONE_UNREADABLE, path + " lacks its part " + name + "; the file is damaged.");
        }
        if (entry.getMethod() != ZipEntry.STORED) {
            throw new BackboneException(
                    ErrorCode.BACKBONE_UNREADABLE,
                    path + " is compressed, which torch.save never does; give the file as torch wrote it.");
        }
        return entry;
    }
}
