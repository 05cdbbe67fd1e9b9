package io.blemish.server;

import java.util.Optional;

/** A picture as it was sent. */
final class SentPicture {
    private final Optional<String> name;
    private final byte[] bytes;

    /**
     * A picture.
     *
     * @param name the sender's name for it
     * @param bytes an image file; not copied
     */
    SentPicture(final Optional<String> name, final byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    /** The sender's name for it. */
    Optional<String> name() {
        return name;
    }

    /** The image file; not a copy. */
    byte[] bytes() {
        return bytes;
    }

    /** The subject of a sentence about this picture. */
    String title() {
        return name.map(text -> "Picture " + text).orElse("The picture");
    }
}
