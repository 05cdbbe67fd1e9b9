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
        pictures.forEach(picture -> add(all, picture.name(), picture.sha256()));
        return Sha256.hex(all);
    }

    /**
     * The same of pictures whose hashes are known.
     *
     * @param names of the pictures, in the order that counts
     * @param hashes the {@link Picture#sha256} of each
     * @return 64 hexadecimal digits
     */
    public static String of(final List<String> names, final List<byte[]> hashes) {
        final MessageDigest all = Sha256.digest();
        for (int i = 0; i < names.size(); i++) {
            add(all, names.get(i), hashes.get(i));
        }
        return Sha256.hex(all);
    }

    private static void add(final MessageDigest all, final String name, final byte[] hash) {
        all.update(name.getBytes(StandardCharsets.UTF_8));
        all.update((byte) 0);
        all.update(hash);
    }
}
