package io.blemish.image;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Pictures to test with, and the fixtures beside this class (its README says how they were made). */
final class Patterns {
    private Patterns() {}

    /** The picture that the fixtures' script builds from the same formula. */
    static RgbImage pattern(final int width, final int height) {
        final byte[] rgb = new byte[width * height * 3];
        int to = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < 3; c++) {
                    rgb[to++] = (byte) ((x * x * 3 + x * y * 5 + y * y * 2 + c * 777) >> 4);
                }
            }
        }
        return new RgbImage(width, height, rgb);
    }

    /** The pattern's mask: its red above 127. */
    static BitMask mask(final int width, final int height) {
        final RgbImage picture = pattern(width, height);
        final boolean[] defect = new boolean[width * height];
        for (int i = 0; i < defect.length; i++) {
            defect[i] = (picture.rgb()[3 * i] & 0xFF) > 127;
        }
        return new BitMask(width, height, defect);
    }

    static String sha(final byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (final NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    static String sha(final boolean[] bits) {
        final byte[] bytes = new byte[bits.length];
        for (int i = 0; i < bits.length; i++) {
            bytes[i] = (byte) (bits[i] ? 1 : 0);
        }
        return sha(bytes);
    }

    static String sha(final float[] values) {
        final ByteBuffer bytes =
                ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return sha(bytes.array());
    }

    /** The lines of a fixture, each split at its spaces. */
    static List<String[]> table(final String name) {
        return new String(bytes(name), StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.split(" ", -1))
                .toList();
    }

    static byte[] bytes(final String name) {
        try (InputStream in = Objects.requireNonNull(Patterns.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The names of the pictures that have an expectation beside them, in order. */
    static List<String> pictures() {
        try {
            final URL folder = Objects.requireNonNull(Patterns.class.getResource("pictures"));
            try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
                return files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(".rgb"))
                        .map(name -> name.substring(0, name.length() - ".rgb".length()))
                        .sorted()
                        .toList();
            }
        } catch (final IOException | URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** The largest difference of two pictures' bytes. */
    static int largestDifference(final byte[] a, final byte[] b) {
        int largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs((a[i] & 0xFF) - (b[i] & 0xFF)));
        }
        return largest;
    }
}
