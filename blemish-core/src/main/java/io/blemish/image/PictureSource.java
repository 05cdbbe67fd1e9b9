package io.blemish.image;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import io.blemish.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.stream.ImageInputStream;

/** Where the bytes of a picture come from. */
sealed interface PictureSource {
    /** What to call it in a sentence. */
    String name();

    /** How many bytes there are. */
    long bytes() throws IOException;

    /** The bytes, to be closed. */
    ImageInputStream open() throws IOException;

    /**
     * A file.
     *
     * @throws InputException where there is no such file, or it cannot be read
     */
    static PictureSource of(final Path file) {
        if (Files.isDirectory(file)) {
            throw new InputException(file + " is a folder, not a picture; name a file in it.");
        }
        if (Files.notExists(file)) {
            throw new InputException(file + " does not exist; check the path.");
        }
        if (!Files.isRegularFile(file)) {
            throw new InputException(file + " is not an ordinary file; copy the picture into one.");
        }
        if (!Files.isReadable(file)) {
            throw new InputException(file + " may not be read; check its permissions.");
        }
        return new File(file);
    }

    /** A picture in a file: read as needed, never as a whole. */
    record File(Path path) implements PictureSource {
        @Override
        public String name() {
            return path.toString();
        }

        @Override
        public long bytes() throws IOException {
            return Files.size(path);
        }

        @Override
        public ImageInputStream open() throws IOException {
            return new FileStream(path);
        }
    }

    /** A picture in memory. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never changed
    record Bytes(String name, byte[] content) implements PictureSource {
        @Override
        public long bytes() {
            return content.length;
        }

        @Override
        public ImageInputStream open() {
            return new ByteArrayImageInputStream(content);
        }
    }
}
