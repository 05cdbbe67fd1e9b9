package io.blemish.server;

/** The sender's name for a picture. */
final class PictureName {
    /** The longest name that is taken. */
    static final int LONGEST = 200;

    private PictureName() {}

    /** A name as it can be kept. */
    static String of(final String name) {
        final String clean = name.replace("\0", "");
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST);
    }
}
