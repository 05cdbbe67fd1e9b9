package io.blemish.image;

import io.blemish.BlemishException;
import io.blemish.artifact.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** One hash for several pictures, by which a model tells which pictures it was fitted to. */
public final class Fingerprint {
    private Fingerprint() {}

    /**
     * The SHA-256 over each picture's name in UTF-8, a zero byte and its {@link Picture#sha256}, in the list's order.
     *
     * @param pictures in the order that counts
     * @return 64 hexadecimal digits
     * @throws BlemishException if a picture cannot be read
     */
    public static String of(final List<Picture> pictures) {
        final MessageDigest all = Sha256.digest();
        for (final Picture picture : pictures) {
            all.update(picture.name().getBytes(StandardCharsets.UTF_8));
            all.update((byte) 0);
            all.update(picture.sha256());
        }
        return Sha256.hex(all);
    }
}
