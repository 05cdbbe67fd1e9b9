package io.blemish.model;

import io.blemish.DatasetException;
import io.blemish.ErrorCode;
import io.blemish.array.ByteMatrix;
import io.blemish.artifact.ArtifactFile;
import io.blemish.artifact.ArtifactWriter;
import java.io.IOException;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The names of many pictures in two arrays of a model file, in the way of {@link Thumbnails}: the names in UTF-8 one after the other,
 * and where each ends. A name is read when it is asked for. Valid also after the file was closed.
 */
final class PictureNames extends KeptList<String> {
    static final String TEXT = "names.npy";
    static final String ENDS = "name_ends.npy";

    /** Bytes of the longest name. */
    private static final int MOST_BYTES = 0xffff;

    private final ByteMatrix text;
    private final IntBuffer ends;

    private PictureNames(final ByteMatrix text, final IntBuffer ends) {
        super(ends.remaining(), number -> new String(bytes(text, ends, number), StandardCharsets.UTF_8));
        this.text = text;
        this.ends = ends;
    }

    /**
     * Opens those of a model file.
     *
     * @param folder of the model's entries, which are whole
     * @param pictures how many names there must be
     * @throws IllegalArgumentException if the arrays are not those of so many names
     */
    static PictureNames open(final ArtifactFile folder, final int pictures) {
        final ByteMatrix text = folder.byteMatrix(TEXT);
        final IntBuffer ends = folder.ints(ENDS);
        if (text.columns() != 1 || ends.remaining() != pictures || !follow(ends, text.rows())) {
            throw new IllegalArgumentException("its names are not those of " + pictures + " pictures");
        }
        return new PictureNames(text, ends);
    }

    private static boolean follow(final IntBuffer ends, final int last) {
        int before = 0;
        for (int i = 0; i < ends.remaining(); i++) {
            final int end = ends.get(i);
            if (end < before || (long) end - before > MOST_BYTES) {
                return false;
            }
            before = end;
        }
        return before == last;
    }

    /**
     * Writes names.
     *
     * @throws DatasetException if one is longer than 65,535 bytes, or all are 2³¹
     */
    static void write(final ArtifactWriter folder, final List<String> names) throws IOException {
        final int[] ends = new int[names.size()];
        long length = 0;
        for (int i = 0; i < ends.length; i++) {
            final int own = names.get(i).getBytes(StandardCharsets.UTF_8).length;
            length += own;
            if (own > MOST_BYTES || length > Integer.MAX_VALUE) {
                throw new DatasetException(
                        ErrorCode.OPTION_INVALID,
                        "The names of the pictures are too long to be kept. Give them shorter ones.");
            }
            ends[i] = (int) length;
        }
        final byte[] text = new byte[(int) length];
        for (int i = 0, begin = 0; i < ends.length; i++) {
            final byte[] name = names.get(i).getBytes(StandardCharsets.UTF_8);
            System.arraycopy(name, 0, text, begin, name.length);
            begin = ends[i];
        }
        folder.bytes(TEXT, ByteMatrix.wrap(text, text.length, 1));
        folder.ints(ENDS, ends, ends.length);
    }

    private static byte[] bytes(final ByteMatrix text, final IntBuffer ends, final int number) {
        final int begin = begin(ends, number);
        final byte[] name = new byte[ends.get(number) - begin];
        text.copyRows(begin, name.length, name);
        return name;
    }

    private static int begin(final IntBuffer ends, final int number) {
        return number == 0 ? 0 : ends.get(number - 1);
    }

    @Override
    public boolean contains(final Object name) {
        return indexOf(name) >= 0;
    }

    /** Most names are told apart by their lengths, so that few are read. */
    @Override
    public int indexOf(final Object name) {
        if (!(name instanceof String wanted)) {
            return -1;
        }
        final byte[] bytes = wanted.getBytes(StandardCharsets.UTF_8);
        final byte[] other = new byte[bytes.length];
        for (int i = 0; i < size(); i++) {
            final int begin = begin(ends, i);
            if (ends.get(i) - begin == bytes.length) {
                text.copyRows(begin, bytes.length, other);
                if (Arrays.equals(bytes, other)) {
                    return i;
                }
            }
        }
        return -1;
    }
}
