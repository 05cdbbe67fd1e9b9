package io.blemish.dataset;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.PictureException;
import io.blemish.artifact.NpyHeader;
import io.blemish.artifact.NpyType;
import io.blemish.image.BitMask;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads the masks of a clip's frames: a NumPy array with a byte for each frame, or one for each of its pixels. */
final class FrameMasks {
    private FrameMasks() {}

    /**
     * Reads the mask of one frame and nothing else of the file.
     *
     * @throws BlemishException if the file cannot be read, is no array of bytes {@code [frames, height, width]} or ends
     *     before that frame
     */
    static BitMask read(final Mask.NpyFrame mask) {
        try (FileChannel file = FileChannel.open(mask.file())) {
            final NpyHeader header = bytes(mask.file(), NpyHeader.read(file, 0), 3, "[frames, height, width]");
            final int height = header.shape().get(1);
            final int width = header.shape().get(2);
            final int frames = header.shape().get(0);
            if (mask.frame() >= frames) {
                throw new PictureException(
                        ErrorCode.PICTURE_UNREADABLE,
                        "The mask " + mask.file() + " has " + frames + " frames, so none numbered " + mask.frame()
                                + ".");
            }
            final int size = Math.multiplyExact(height, width);
            return new BitMask(
                    width, height, nonZero(file, mask.file(), header.length() + (long) size * mask.frame(), size));
        } catch (final IOException e) {
            throw unreadable(mask.file(), e);
        }
    }

    /** Whether each frame is anomalous, by an array of bytes {@code [frames]}. */
    static boolean[] anomalous(final Path path) {
        try (FileChannel file = FileChannel.open(path)) {
            final NpyHeader header = bytes(path, NpyHeader.read(file, 0), 1, "[frames]");
            return nonZero(file, path, header.length(), header.shape().get(0));
        } catch (final IOException e) {
            throw unreadable(path, e);
        }
    }

    /** The number of frames of an array of bytes {@code [frames, height, width]}. */
    static int count(final Path path) {
        try (FileChannel file = FileChannel.open(path)) {
            return bytes(path, NpyHeader.read(file, 0), 3, "[frames, height, width]")
                    .shape()
                    .get(0);
        } catch (final IOException e) {
            throw unreadable(path, e);
        }
    }

    private static NpyHeader bytes(
            final Path path, final NpyHeader header, final int dimensions, final String expected) {
        final boolean isBytes = header.type() == NpyType.UINT8 || header.type() == NpyType.BOOL;
        if (!isBytes || header.shape().size() != dimensions) {
            throw new PictureException(
                    ErrorCode.PICTURE_UNREADABLE,
                    "The mask " + path + " holds " + header + "; expected uint8 or bool " + expected + ".");
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
            throw new PictureException(
                    ErrorCode.PICTURE_UNREADABLE, "The mask " + path + " is damaged: it ends before its values do.");
        }
        final boolean[] values = new boolean[count];
        for (int k = 0; k < count; k++) {
            values[k] = bytes.get(k) != 0;
        }
        return values;
    }

    private static BlemishException unreadable(final Path path, final IOException cause) {
        final String why =
                cause instanceof NoSuchFileException ? "does not exist" : "cannot be read: it " + cause.getMessage();
        return new PictureException(ErrorCode.PICTURE_UNREADABLE, "The mask " + path + " " + why + ".", cause);
    }
}
