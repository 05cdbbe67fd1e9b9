package io.blemish.image;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.PictureException;
import io.blemish.artifact.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import javax.imageio.stream.ImageInputStream;

/** A picture's content, in one of the forms in which a program may have it. */
sealed interface PictureSource {
    /** The name of the picture in messages. */
    String label();

    /**
     * The 32 bytes of the content's SHA-256.
     *
     * @throws IOException if the content cannot be read
     */
    byte[] sha256() throws IOException;

    /** A picture in the bytes of a file format. */
    sealed interface Encoded extends PictureSource {
        /**
         * The number of bytes.
         *
         * @throws BlemishException if there is no such file, or it may not be read
         */
        long bytes() throws IOException;

        /** The bytes as a stream, which the caller closes. */
        ImageInputStream open() throws IOException;
    }

    /** A picture in a file, which is read as needed, never as a whole. */
    record InFile(Path path) implements Encoded {
        @Override
        public String label() {
            return path.toString();
        }

        @Override
        public long bytes() throws IOException {
            if (Files.isDirectory(path)) {
                throw new PictureException(
                        ErrorCode.PICTURE_UNREADABLE, path + " is a folder, not a picture; name a file in it.");
            }
            if (Files.notExists(path)) {
                throw new PictureException(ErrorCode.PICTURE_UNREADABLE, path + " does not exist; check the path.");
            }
            if (!Files.isRegularFile(path)) {
                throw new PictureException(
                        ErrorCode.PICTURE_UNREADABLE, path + " is not an ordinary file; copy the picture into one.");
            }
            if (!Files.isReadable(path)) {
                throw new PictureException(
                        ErrorCode.PICTURE_UNREADABLE, path + " may not be read; check its permissions.");
            }
            return Files.size(path);
        }

        @Override
        public ImageInputStream open() throws IOException {
            return new FileStream(path);
        }

        @Override
        public byte[] sha256() throws IOException {
            return Sha256.bytes(path);
        }
    }

    /** A file's bytes in memory. */
    final class InMemory implements Encoded {
        private final String label;
        private final byte[] content;

        InMemory(final String label, final byte[] content) {
            this.label = label;
            this.content = content;
        }

        @Override
        public String label() {
            return label;
        }

        @Override
        public long bytes() {
            return content.length;
        }

        @Override
        public ImageInputStream open() {
            return new ByteArrayImageInputStream(content);
        }

        @Override
        public byte[] sha256() {
            return Sha256.digest().digest(content);
        }
    }

    /** A picture that needs no decoding. */
    record Pixels(String label, RgbImage image) implements PictureSource {
        @Override
        public byte[] sha256() {
            final MessageDigest digest = Sha256.digest();
            digest.update(ByteBuffer.allocate(2 * Integer.BYTES)
                    .putInt(image.width())
                    .putInt(image.height())
                    .flip());
            return digest.digest(image.rgb());
        }
    }
}
