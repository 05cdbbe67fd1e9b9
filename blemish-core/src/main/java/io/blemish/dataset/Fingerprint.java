package io.blemish.dataset;

import io.blemish.InputException;
import io.blemish.artifact.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/** Hashes by which pictures are known again. */
public final class Fingerprint {
    private Fingerprint() {}

    /**
     * One hash for a list of samples: SHA-256 over each sample's id in UTF-8, a zero byte and the 32 bytes of its
     * picture file's SHA-256, in the list's order.
     *
     * @return 64 hexadecimal digits
     * @throws InputException when a picture cannot be read
     */
    public static String of(final List<Sample> samples) {
        final MessageDigest all = Sha256.digest();
        for (final var sample : samples) {
            all.update(sample.id().getBytes(StandardCharsets.UTF_8));
            all.update((byte) 0);
            all.update(digest(sample.picture()));
        }
        return Sha256.hex(all);
    }

    /**
     * A file's SHA-256.
     *
     * @return 64 hexadecimal digits
     * @throws InputException when the file cannot be read
     */
    public static String ofFile(final Path file) {
        return HexFormat.of().formatHex(digest(file));
    }

    private static byte[] digest(final Path file) {
        try {
            return Sha256.bytes(file);
        } catch (final IOException e) {
            throw new InputException("The picture " + file + " cannot be read (" + e + "); check its permissions.", e);
        }
    }
}
