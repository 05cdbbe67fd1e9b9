package io.blemish.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, by which files are known again: 64 lower-case hexadecimal digits. */
public final class Sha256 {
    private static final int CHUNK = 1 << 16;

    private Sha256() {}

    /** A digest to be fed piece by piece. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The digits of what a digest was fed; it starts anew afterwards. */
    public static String hex(final MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The digits of some bytes. */
    public static String hex(final byte[] bytes) {
        final MessageDigest digest = digest();
        digest.update(bytes);
        return hex(digest);
    }

    /**
     * The digits of a file.
     *
     * @throws IOException if it cannot be read
     */
    public static String of(final Path file) throws IOException {
        return HexFormat.of().formatHex(bytes(file));
    }

    /**
     * The 32 bytes of a file's hash.
     *
     * @throws IOException if it cannot be read
     */
    public static byte[] bytes(final Path file) throws IOException {
        final MessageDigest digest = digest();
        final byte[] chunk = new byte[CHUNK];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                digest.update(chunk, 0, read);
            }
        }
        return digest.digest();
    }
}
