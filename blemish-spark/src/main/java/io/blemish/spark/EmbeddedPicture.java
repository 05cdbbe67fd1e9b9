package io.blemish.spark;

import io.blemish.embedding.Patches;
import io.blemish.image.Appearance;
import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of a picture that a task embedded.
 *
 * @param key of the picture
 * @param name of the picture
 * @param failure why it could not be read; null if it was read, as are all that follow if it was not
 * @param sha256 of its file
 * @param appearance of the network's input
 * @param thumbnail a small copy as JPEG; empty if none is wanted
 * @param width of the picture
 * @param height of the picture
 * @param patches of the picture; null where only the rest is wanted
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record EmbeddedPicture(
        String key,
        String name,
        @Nullable String failure,
        byte @Nullable [] sha256,
        @Nullable Appearance appearance,
        byte[] thumbnail,
        int width,
        int height,
        Shape shape,
        @Nullable Patches patches)
        implements Serializable {
    /**
     * What must be the same of all pictures.
     *
     * @param height rows of the grid of patches
     * @param width columns of the grid of patches
     * @param dimension values of a patch
     * @param finite whether all values are finite
     */
    record Shape(int height, int width, int dimension, boolean finite) implements Serializable {
        static final Shape NONE = new Shape(0, 0, 0, true);

        static Shape of(final Patches patches) {
            return new Shape(patches.height(), patches.width(), patches.dimension(), patches.finite());
        }
    }

    static EmbeddedPicture failed(final SitePicture picture, final String failure) {
        return new EmbeddedPicture(
                picture.key(), picture.name(), failure, null, null, new byte[0], 0, 0, Shape.NONE, null);
    }

    boolean read() {
        return failure == null;
    }

    /** Why it could not be read. */
    Optional<String> reason() {
        return Optional.ofNullable(failure);
    }

    /** The same without its patches and its small copy. */
    EmbeddedPicture alone() {
        return new EmbeddedPicture(key, name, failure, sha256, appearance, new byte[0], width, height, shape, null);
    }
}
