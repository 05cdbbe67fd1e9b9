package io.blemish.dataset;

import io.blemish.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Hashes by which pictures are known again. */
public final class Fingerprint {
    private static final int CHUNK = 1 << 16;

    private Fingerprint() {}

    /**
     * One hash for a list of samples: SHA-256 over each sample's id in UTF-8, a zero byte and the 32 bytes of its
     * picture file's SHA-256, in the list's order.
     *
     * @return 64 hexadecimal digits
     * @throws InputException when a picture cannot be read
     */
    public static String of(final List<Sample> samples) {
        final MessageDigest all = sha256();
        for (final var sample : samples) {
            all.update(sample.id().getBytes(StandardCharsets.UTF_8));
            all.update((byte) 0);
            all.update(digest(sample.picture()));
        }
        return HexFormat.of().formatHex(all.digest());
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
        final MessageDigest digest = sha256();
        final byte[] chunk = new byte[CHUNK];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                digest.update(chunk, 0, read);
            }
        } catch (final IOException e) {
            throw new InputException("The picture " + file + " cannot be read (" + e + "); check its permissions.", e);
        }
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
