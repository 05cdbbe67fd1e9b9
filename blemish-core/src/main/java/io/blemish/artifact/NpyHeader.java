package io.blemish.artifact;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The header of a {@code .npy} file (versions 1 to 3 of NumPy's format). Only C order is read: rows one
 * after another.
 *
 * @param type of the elements
 * @param shape size of each dimension, outermost first; empty for a single value
 * @param length bytes from the magic to the first element
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">NumPy's description</a>
 */
public record NpyHeader(NpyType type, List<Integer> shape, int length) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    /** NumPy pads so that the data can be mapped aligned. */
    private static final int ALIGNMENT = 64;
    /** A header holds a type and a shape, so a longer one is damaged. It is also the most that version 1 can express. */
    private static final int MAX_DICTIONARY = 0xffff;

    private static final int LONGEST_PREFIX = MAGIC.length + 2 + Integer.BYTES;

    private static final Pattern DESCRIPTOR = Pattern.compile("['\"]descr['\"]\\s*:\\s*['\"]([^'\"]*)['\"]");
    private static final Pattern FORTRAN = Pattern.compile("['\"]fortran_order['\"]\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("['\"]shape['\"]\\s*:\\s*\\(([0-9L,\\s]*)\\)");

    /** Copies the shape. */
    public NpyHeader {
        shape = List.copyOf(shape);
    }

    /** How many elements the shape holds. */
    public long count() {
        long count = 1;
        for (final int size : shape) {
            count = Math.multiplyExact(count, size);
        }
        return count;
    }

    /** How many bytes the elements take. */
    public long dataBytes() {
        return Math.multiplyExact(count(), type.bytes());
    }

    /**
     * The header in version 1.0, padded to a multiple of 64: write them, then the elements row by
     * row.
     *
     * @param type of the elements
     * @param shape size of each dimension, outermost first
     */
    public static byte[] encode(final NpyType type, final int... shape) {
        final StringBuilder sizes = new StringBuilder();
        for (int i = 0; i < shape.length; i++) {
            sizes.append(i == 0 ? "" : " ").append(shape[i]).append(i == 0 || i < shape.length - 1 ? "," : "");
        }
        final String dictionary =
                "{'descr': '" + type.descriptor() + "', 'fortran_order': False, 'shape': (" + sizes + "), }";
        final int prefix = MAGIC.length + 2 + Short.BYTES;
        final int unpadded = prefix + dictionary.length() + 1;
        final int length = (unpadded + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        final ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (length - prefix));
        bytes.put(dictionary.getBytes(StandardCharsets.US_ASCII));
        while (bytes.position() < length - 1) {
            bytes.put((byte) ' ');
        }
        return bytes.put((byte) '\n').array();
    }

    /**
     * Reads a header and leaves the stream at the first element.
     *
     * @throws IOException if this is no {@code .npy}, is damaged, or holds what is not read here; the message is a
     *     predicate to the file's name: {@code is not a NumPy array}
     */
    public static NpyHeader read(final InputStream in) throws IOException {
        final byte[] start = in.readNBytes(MAGIC.length + 2);
        if (start.length < MAGIC.length + 2 || !startsWithMagic(start)) {
            throw new IOException("is not a NumPy array (.npy)");
        }
        final int version = start[MAGIC.length];
        if (version < 1 || version > 3) {
            throw new IOException("has version " + version + " of the .npy format; versions 1 to 3 are read");
        }
        final int sizeBytes = version == 1 ? Short.BYTES : Integer.BYTES;
        final long size = littleEndian(exactly(in, sizeBytes));
        if (size > MAX_DICTIONARY) {
            throw new IOException("is damaged: its header claims to be " + size + " bytes long");
        }
        final String dictionary = new String(exactly(in, (int) size), StandardCharsets.UTF_8);
        return parse(dictionary, MAGIC.length + 2 + sizeBytes + (int) size);
    }

    /**
     * Reads the header at a place in a file; the channel's position is left alone.
     *
     * @param file open for reading
     * @param offset of the magic, in bytes
     * @throws IOException as {@link #read(InputStream)} does
     */
    public static NpyHeader read(final FileChannel file, final long offset) throws IOException {
        final ByteBuffer start =
                ByteBuffer.allocate((int) Math.max(0, Math.min(LONGEST_PREFIX + MAX_DICTIONARY, file.size() - offset)));
        while (start.hasRemaining() && file.read(start, offset + start.position()) >= 0) {
            // until the buffer is full or the file has ended
        }
        return read(new ByteArrayInputStream(start.array(), 0, start.position()));
    }

    private static boolean startsWithMagic(final byte[] start) {
        for (int i = 0; i < MAGIC.length; i++) {
            if (start[i] != MAGIC[i]) {
                return false;
            }
        }
        return true;
    }

    private static long littleEndian(final byte[] bytes) {
        long value = 0;
        for (int i = bytes.length - 1; i >= 0; i--) {
            value = value << Byte.SIZE | (bytes[i] & 0xff);
        }
        return value;
    }

    private static byte[] exactly(final InputStream in, final int count) throws IOException {
        final byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new IOException("is damaged: it ends inside its header");
        }
        return bytes;
    }

    private static NpyHeader parse(final String dictionary, final int length) throws IOException {
        final String order = find(FORTRAN, dictionary);
        final List<Integer> shape = shape(find(SHAPE, dictionary));
        final Matcher descriptor = DESCRIPTOR.matcher(dictionary);
        final String name = descriptor.find() ? descriptor.group(1) : "record";
        final NpyType type = NpyType.parse(name)
                .orElseThrow(() -> new IOException("has elements of type " + name
                        + "; little-endian float32, float64, int32, int64, uint8 and bool are read"));
        if (order.equals("True") && shape.stream().filter(size -> size != 1).count() > 1) {
            throw new IOException("is stored in Fortran order; save it again after numpy.ascontiguousarray");
        }
        return new NpyHeader(type, shape, length);
    }

    private static String find(final Pattern pattern, final String dictionary) throws IOException {
        final Matcher matcher = pattern.matcher(dictionary);
        if (!matcher.find()) {
            throw new IOException("is damaged: its header makes no sense");
        }
        return matcher.group(1);
    }

    private static List<Integer> shape(final String sizes) throws IOException {
        final List<Integer> shape = new ArrayList<>();
        long count = 1;
        try {
            for (final String size : sizes.replace("L", "").split(",", -1)) {
                if (!size.isBlank()) {
                    shape.add(Integer.parseInt(size.strip()));
                    count = Math.multiplyExact(count, shape.get(shape.size() - 1));
                }
            }
            Math.multiplyExact(count, Long.BYTES);
        } catch (final NumberFormatException | ArithmeticException e) {
            throw new IOException("has a shape that is too large: (" + sizes + ")", e);
        }
        return shape;
    }

    @Override
    public String toString() {
        return type.name().toLowerCase(Locale.ROOT)
                + shape.stream().map(String::valueOf).collect(Collectors.joining(", ", " [", "]"));
    }
}
