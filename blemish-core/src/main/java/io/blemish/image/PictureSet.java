package io.blemish.image;

import java.util.List;

/**
 * Pictures that belong together, each with a name of its own.
 *
 * @param name of the set, kept in the model
 * @param origin where the pictures are, for messages: a folder, a queue, a camera
 * @param pictures in an order that depends on nothing but the set
 */
public record PictureSet(String name, String origin, List<Picture> pictures) {
    /**
     * Copies the list.
     *
     * @param name the name of the set, kept in the model
     * @param origin place of the pictures, for messages: a folder, a queue, a camera
     * @param pictures the pictures, in an order that depends on nothing but the set; copied
     */
    public PictureSet {
        pictures = List.copyOf(pictures);
    }

    /**
     * A set that is called the same in a model and in messages.
     *
     * @param name of the set
     * @param pictures of the set
     */
    public PictureSet(final String name, final List<Picture> pictures) {
        this(name, name, pictures);
    }

    /** {@return how many pictures} */
    public int size() {
        return pictures.size();
    }

    /**
     * One hash for the set: SHA-256 over each picture's name in UTF-8, a zero byte and the 32 bytes of the picture's
     * SHA-256, in the set's order.
     *
     * @return 64 hexadecimal digits
     * @throws io.blemish.BlemishException if a picture cannot be read
     */
    public String fingerprint() {
        return Fingerprint.of(pictures);
    }
}
