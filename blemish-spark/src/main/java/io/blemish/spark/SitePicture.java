package io.blemish.spark;

import io.blemish.image.Picture;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A picture of good parts, as tasks get it.
 *
 * @param key orders the pictures, and tells them apart
 * @param name of the picture in the model
 * @param content the bytes of its file; empty if tasks read the file themselves
 * @param file the path of its file, if tasks read it themselves
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SitePicture(String key, String name, byte[] content, String file) implements Serializable {
    private static final String NO_FILE = "";

    static SitePicture of(final String name, final byte[] content) {
        return new SitePicture(name, name, content, NO_FILE);
    }

    static SitePicture of(final String key, final String name, final Path file) {
        return new SitePicture(key, name, new byte[0], file.toString());
    }

    Picture picture() {
        return Optional.of(file)
                .filter(path -> !path.equals(NO_FILE))
                .map(path -> Picture.of(name, Path.of(path)))
                .orElseGet(() -> Picture.of(name, content));
    }
}
