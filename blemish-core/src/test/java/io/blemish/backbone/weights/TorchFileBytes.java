package io.blemish.backbone.weights;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes pickles instruction by instruction, and zips like torch's around them, to make files that torch would not write. */
final class TorchFileBytes {
    private final ByteArrayOutputStream pickle = new ByteArrayOutputStream();

    static TorchFileBytes pickle() {
        return new TorchFileBytes().raw(0x80, 2);
    }

    TorchFileBytes raw(final int... instructions) {
        for (final int instruction : instructions) {
            pickle.write(instruction);
        }
        return this;
    }

    TorchFileBytes raw(final String latin) {
        pickle.writeBytes(latin.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** Adds an object by its name (GLOBAL). */
    TorchFileBytes global(final String module, final String name) {
        return raw("c" + module + "\n" + name + "\n");
    }

    /** Adds a text (BINUNICODE). */
    TorchFileBytes text(final String text) {
        return raw("X").length(text.length()).raw(text);
    }

    /** Adds an integer (BININT). */
    TorchFileBytes number(final int number) {
        return raw("J").length(number);
    }

    /** Adds a storage by its persistent id (BINPERSID). */
    TorchFileBytes storage(final String type, final String key, final int elements) {
        return raw("(").text("storage")
                .global("torch", type)
                .text(key)
                .text("cpu")
                .number(elements)
                .raw("tQ");
    }

    private TorchFileBytes length(final int value) {
        return raw(value & 0xff, value >> 8 & 0xff, value >> 16 & 0xff, value >> 24 & 0xff);
    }

    byte[] bytes() {
        return pickle.toByteArray();
    }

    /** Writes a zip like torch's, with this pickle and one storage, {@code data/0}. */
    Path zip(final Path file, final byte[] storage) throws IOException {
        return zip(file, storage, "little", ZipOutputStream.STORED);
    }

    Path zip(final Path file, final byte[] storage, final String byteOrder, final int method) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            put(zip, "archive/data.pkl", bytes(), method);
            put(zip, "archive/byteorder", byteOrder.getBytes(StandardCharsets.US_ASCII), method);
            put(zip, "archive/data/0", storage, method);
        }
        return file;
    }

    private static void put(final ZipOutputStream zip, final String name, final byte[] bytes, final int method)
            throws IOException {
        final ZipEntry entry = new ZipEntry(name);
        final CRC32 crc = new CRC32();
        crc.update(bytes);
        entry.setMethod(method);
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }
}
