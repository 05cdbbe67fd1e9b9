package io.blemish.backbone.weights;

import io.blemish.BackboneException;
import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of a pickle. It never reserves memory for more bytes than the file has, and refuses pickles far larger than the
 * names and shapes of any network.
 */
final class PickleInput {
    /** The largest of torchvision's weight files needs a tenth of a megabyte. */
    private static final int MAX_BYTES = 16 << 20;

    private static final int MAX_LINE = 1 << 10;

    private final InputStream bytes;
    private final String source;
    private long position;

    PickleInput(final InputStream bytes, final String source) {
        this.bytes = bytes;
        this.source = source;
    }

    /** The number of bytes that have been read. */
    long position() {
        return position;
    }

    /** The file that is read, for messages. */
    String source() {
        return source;
    }

    /**
     * Reads one byte.
     *
     * @throws BlemishException if there is none
     */
    int unsignedByte() throws IOException {
        final int value = bytes.read();
        if (value < 0) {
            throw truncated();
        }
        advance(1);
        return value;
    }

    /** Reads an unsigned little-endian number of up to four bytes, such as a length or a memo index. */
    long unsigned(final int size) throws IOException {
        long value = 0;
        for (int i = 0; i < size; i++) {
            value |= (long) unsignedByte() << (Byte.SIZE * i);
        }
        return value;
    }

    /**
     * Reads some bytes.
     *
     * @throws BlemishException if there are fewer, or the number is absurd
     */
    byte[] bytes(final long count) throws IOException {
        if (count < 0 || count > MAX_BYTES) {
            throw new BackboneException(
                    ErrorCode.BACKBONE_UNREADABLE,
                    source + " has an item of " + Long.toUnsignedString(count)
                            + " bytes where names and shapes should be; it is damaged or no weights file.");
        }
        final byte[] read = bytes.readNBytes((int) count);
        if (read.length < count) {
            throw truncated();
        }
        advance(read.length);
        return read;
    }

    /** Reads a text of so many bytes. */
    String utf8(final long count) throws IOException {
        return new String(bytes(count), StandardCharsets.UTF_8);
    }

    /** Reads the text up to the next line feed. */
    String line() throws IOException {
        final StringBuilder line = new StringBuilder();
        for (int c = unsignedByte(); c != '\n'; c = unsignedByte()) {
            if (line.length() == MAX_LINE) {
                throw new BackboneException(
                        ErrorCode.BACKBONE_UNREADABLE,
                        source + " has an endless name in it; it is damaged or no weights file.");
            }
            line.append((char) c);
        }
        return line.toString();
    }

    private void advance(final int count) {
        position += count;
        if (position > MAX_BYTES) {
            throw new BackboneException(
                    ErrorCode.BACKBONE_UNREADABLE,
                    source + " describes its tensors in more than " + (MAX_BYTES >> 20)
                            + " MB; that is no torchvision weights file.");
        }
    }

    private BlemishException truncated() {
        return new BackboneException(
                ErrorCode.BACKBONE_UNREADABLE,
                source + " is truncated: it ends within its list of tensors; get it again.");
    }
}
