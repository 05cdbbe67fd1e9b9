package io.blemish.dataset;

import io.blemish.InputException;
import io.blemish.artifact.NpyHeader;
import io.blemish.artifact.NpyType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** The masks of a clip: a NumPy array with a value for each frame, or one for each of its pixels. */
public final class FrameMask {
    private final int width;
    private final int height;
    private final boolean[] defect;

    private FrameMask(final int width, final int height, final boolean[] defect) {
        this.width = width;
        this.height = height;
        this.defect = defect;
    }

    /** Pixels across. */
    public int width() {
        return width;
    }

    /** Pixels down. */
    public int height() {
        return height;
    }

    /** Whether each pixel belongs to the defect, row by row; a copy. */
    public boolean[] defect() {
        return defect.clone();
    }

    /**
     * Reads one frame's mask and nothing else of the file.
     *
     * @throws InputException when the file cannot be read, is no array of bytes {@code [frames, height, width]} or ends
     *     before that frame
     */
    public static FrameMask read(final Mask.NpyFrame mask) {
        try (FileChannel file = FileChannel.open(mask.file())) {
            final NpyHeader header = bytes(mask.file(), NpyHeader.read(file, 0), 3);
            final int height = header.shape().get(1);
            final int width = header.shape().get(2);
            final int frames = header.shape().get(0);
            if (mask.frame() >= frames) {
                throw new InputException("The mask " + mask.file() + " has " + frames + " frames, so none numbered "
                        + mask.frame() + ".");
            }
            final int size = Math.multiplyExact(height, width);
            return new FrameMask(
                    width, height, nonZero(file, mask.file(), header.length() + (long) size * mask.frame(), size));
        } catch (final IOException e) {
            throw unreadable(mask.file(), e);
        }
    }

    /** Whether each frame is anomalous, by an array of bytes {@code [frames]}. */
    static boolean[] frames(final Path path) {
        try (FileChannel file = FileChannel.open(path)) {
            final NpyHeader header = bytes(path, NpyHeader.read(file, 0), 1);
            return nonZero(file, path, header.length(), header.shape().get(0));
        } catch (final IOException e) {
            throw unreadable(path, e);
        }
    }

    /** How many frames an array of bytes {@code [frames, height, width]} has. */
    static int count(final Path path) {
        try (FileChannel file = FileChannel.open(path)) {
            return bytes(path, NpyHeader.read(file, 0), 3).shape().get(0);
        } catch (final IOException e) {
            throw unreadable(path, e);
        }
    }

    private static NpyHeader bytes(final Path path, final NpyHeader header, final int dimensions) {
        final boolean isBytes = header.type() == NpyType.UINT8 || header.type() == NpyType.BOOL;
        if (!isBytes || header.shape().size() != dimensions) {
            throw new InputException("The mask " + path + " holds " + header + "; expected uint8 or bool "
                    + List.of("[frames]", "", "[frames, height, width]").get(dimensions - 1) + ".");
        }
        return header;
    }

    private static boolean[] nonZero(final FileChannel file, final Path path, final long from, final int count)
            throws IOException {
        final ByteBuffer bytes = ByteBuffer.allocate(count);
        for (int read = 0; bytes.hasRemaining() && read >= 0; ) {
            read = file.read(bytes, from + bytes.position());
        }
        if (bytes.hasRemaining()) {
            throw new InputException("The mask " + path + " is damaged: it ends before its values do.");
        }
        final boolean[] values = new boolean[count];
        for (int k = 0; k < count; k++) {
            values[k] = bytes.get(k) != 0;
        }
        return values;
    }

    private static InputException unreadable(final Path path, final IOException cause) {
        final String why =
                cause instanceof NoSuchFileException ? "does not exist" : "cannot be read: it " + cause.getMessage();
        return new InputException("The mask " + path + " " + why + ".", cause);
    }
}
