package io.blemish.image;

import static io.blemish.image.Patterns.bytes;
import static io.blemish.image.Patterns.largestDifference;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.blemish.BlemishException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {
    private final ImageDecoder decoder = new ImageDecoder();

    @TempDir
    Path folder;

    static List<String> pictures() {
        return Patterns.pictures();
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void everyKindOfPictureIsDecodedAsPillowDecodesIt(final String name) {
        final byte[] content = bytes("pictures/" + name);
        final byte[] expected = bytes("pictures/" + name + ".rgb");
        final RgbImage picture = decoder.decode(name, content);
        assertThat(decoder.size(name, content)).isEqualTo(picture.size());
        assertThat(picture.rgb()).hasSameSizeAs(expected);
        assertThat(largestDifference(picture.rgb(), expected)).isLessThanOrEqualTo(tolerance(name));
    }

    /** The largest difference between the decoders. */
    private static int tolerance(final String name) {
        return switch (name) {
            case "555.bmp" -> 1; // five bits to eight: rounded here, rounded down there
            case "lossy-grey.webp" -> 1;
            case "lossy.webp", "lossy-alpha.webp" ->
                71; // hard edges of colour at half resolution: repeated here, interpolated there
            default -> 0;
        };
    }

    @Test
    void aFileGivesTheSameAsItsBytes() throws IOException {
        for (final String name : Patterns.pictures()) {
            final byte[] content = bytes("pictures/" + name);
            final Path file = Files.write(folder.resolve("picture"), content);
            assertThat(decoder.decode(file).rgb())
                    .isEqualTo(decoder.decode(name, content).rgb());
        }
    }

    @Test
    void aTurnedPictureHasItsUprightSize() {
        assertThat(decoder.decode("p", bytes("pictures/exif-1.jpg")).size()).isEqualTo(new Size(45, 37));
        assertThat(decoder.decode("p", bytes("pictures/exif-6.jpg")).size()).isEqualTo(new Size(37, 45));
    }

    /** A cut file is either refused or gives every pixel, if only its end mark is gone. */
    @ParameterizedTest
    @MethodSource("pictures")
    void aCutPictureIsRefused(final String name) {
        final byte[] content = bytes("pictures/" + name);
        final byte[] whole = decoder.decode(name, content).rgb();
        final int step = Math.max(1, content.length / 40);
        for (int length = content.length - 1; length >= 0; length -= length > content.length - 12 ? 1 : step) {
            final byte[] cut = Arrays.copyOf(content, length);
            try {
                assertThat(decoder.decode(name, cut).rgb())
                        .as("%s cut to %d of %d bytes", name, length, content.length)
                        .isEqualTo(whole);
            } catch (final BlemishException e) {
                assertThat(e).hasMessageContaining(name);
            }
        }
    }

    /** Any damage gives the exception with a sentence for the user, so that a run over many pictures goes on. */
    @ParameterizedTest
    @MethodSource("pictures")
    void aDamagedPictureNeverCausesAnotherException(final String name) {
        final byte[] content = bytes("pictures/" + name);
        final ImageDecoder small = new ImageDecoder(1_000_000, 1_000_000);
        final Random random = new Random(5);
        for (int round = 0; round < 25; round++) {
            final byte[] damaged = content.clone();
            for (int i = 0; i < 1 + round % 4; i++) {
                damaged[random.nextInt(round % 2 == 0 ? Math.min(64, damaged.length) : damaged.length)] =
                        (byte) random.nextInt();
            }
            try {
                small.decode(name, damaged);
                small.size(name, damaged);
            } catch (final BlemishException e) {
                assertThat(e).hasMessageContaining(name);
            }
        }
    }

    @Test
    void damageInAJpegIsRefusedButStrayBytesBetweenSegmentsAreNot() {
        final byte[] content = bytes("pictures/restart.jpg");
        final int scan = indexOf(content, 0xD1); // the second restart marker
        final byte[] stray = new byte[content.length + 5];
        System.arraycopy(content, 0, stray, 0, scan - 1);
        System.arraycopy(content, scan - 1, stray, scan + 4, content.length - scan + 1);
        assertThat(decoder.decode("p.jpg", stray).rgb())
                .isEqualTo(decoder.decode("p.jpg", content).rgb());
        final byte[] damaged = content.clone();
        damaged[scan] = (byte) 0xD6;
        assertThatThrownBy(() -> decoder.decode("p.jpg", damaged))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining(
                        "p.jpg cannot be decoded: it is cut off, damaged or of a rare kind (Corrupt JPEG");
    }

    private static int indexOf(final byte[] content, final int marker) {
        for (int i = 1; i < content.length; i++) {
            if (content[i - 1] == (byte) 0xFF && content[i] == (byte) marker) {
                return i;
            }
        }
        throw new AssertionError("no marker " + marker);
    }

    @Test
    void aFileThatMayNotBeReadIsRefused() throws IOException {
        final Path file = Files.write(folder.resolve("locked.png"), bytes("pictures/rgb.png"));
        assumeTrue(file.toFile().setReadable(false) && !Files.isReadable(file), "skipped: this user may read anything");
        assertThatThrownBy(() -> decoder.decode(file))
                .isInstanceOf(BlemishException.class)
                .hasMessage(file + " may not be read; check its permissions.");
    }

    @Test
    void aPictureWithinAZipIsRead() throws IOException {
        final URI zip = URI.create("jar:" + folder.resolve("parts.zip").toUri());
        try (FileSystem parts = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            final Path file = Files.write(parts.getPath("rgb.png"), bytes("pictures/rgb.png"));
            assertThat(decoder.decode(file).rgb()).isEqualTo(bytes("pictures/rgb.png.rgb"));
        }
    }

    @Test
    void anInterruptedThreadIsCancelledAndItsPictureNotCalledDamaged() throws IOException {
        final Path file = Files.write(folder.resolve("rgb.png"), bytes("pictures/rgb.png"));
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> decoder.decode(file)).isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void manyThreadsMayShareADecoder() {
        Patterns.pictures().parallelStream()
                .forEach(name -> assertThat(largestDifference(
                                decoder.decode(name, bytes("pictures/" + name)).rgb(),
                                bytes("pictures/" + name + ".rgb")))
                        .isLessThanOrEqualTo(tolerance(name)));
    }

    @Test
    void everythingElseThanAPictureIsRefusedByName() throws IOException {
        final Path text = Files.writeString(folder.resolve("part.png"), "a,b,c\n");
        assertThatThrownBy(() -> decoder.decode(text))
                .isInstanceOf(BlemishException.class)
                .hasMessage(text + " is not a picture in a format that is read here; save it as PNG, JPEG, TIFF, BMP or"
                        + " WebP.");
        final Path empty = Files.write(folder.resolve("empty.png"), new byte[0]);
        assertThatThrownBy(() -> decoder.decode(empty))
                .isInstanceOf(BlemishException.class)
                .hasMessage(empty + " is empty (0 bytes); copy it again from where it came from.");
        assertThatThrownBy(() -> decoder.decode(folder))
                .isInstanceOf(BlemishException.class)
                .hasMessage(folder + " is a folder, not a picture; name a file in it.");
        final Path missing = folder.resolve("missing.png");
        assertThatThrownBy(() -> decoder.decode(missing))
                .isInstanceOf(BlemishException.class)
                .hasMessage(missing + " does not exist; check the path.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"float.tif", "32-bit.tif"})
    void samplesWithoutAnAgreedWayToEightBitsAreRefused(final String name) {
        assertThatThrownBy(() -> decoder.decode(name, bytes("pictures/" + name)))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining(name)
                .hasMessageContaining("wider than 16 bits");
    }

    /** 5,400 tags that each claim the same 65,000 bytes, and the orientation behind them. */
    @Test
    void anExifSegmentThatClaimsHundredsOfMegabytesDoesNoHarm() {
        final int tags = 5400;
        final ByteBuffer exif = ByteBuffer.allocate(65_533);
        exif.put("Exif\0\0MM\0*".getBytes(StandardCharsets.US_ASCII)).putInt(8).putShort((short) (tags + 1));
        for (int tag = 0; tag < tags; tag++) {
            exif.putShort((short) (0x4000 + tag))
                    .putShort((short) 2)
                    .putInt(65_000)
                    .putInt(16);
        }
        exif.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) 6);
        final byte[] upright = bytes("pictures/444.jpg");
        final byte[] turned = ByteBuffer.allocate(upright.length + 4 + exif.capacity())
                .put(upright, 0, 2)
                .putShort((short) 0xFFE1)
                .putShort((short) (exif.capacity() + 2))
                .put(exif.array())
                .put(upright, 2, upright.length - 2)
                .array();
        assertThat(decoder.decode("p.jpg", turned))
                .isEqualTo(Orientation.NEEDS_CLOCKWISE_TURN.apply(decoder.decode("p.jpg", upright)));
    }

    @Test
    void aHugePictureIsRefusedFromItsHeader() {
        final byte[] huge = pngHeader(10_000, 10_000);
        assertThat(decoder.size(Picture.of("huge.png", huge))).isEqualTo(new Size(10_000, 10_000));
        assertThatThrownBy(() -> decoder.decode("huge.png", huge))
                .isInstanceOf(BlemishException.class)
                .hasMessage(
                        "huge.png is 10000x10000: 100.0 megapixels, above the limit of 80.0; cut it into tiles or scale"
                                + " it down.");
        assertThatThrownBy(() -> decoder.decode("bomb.png", pngHeader(Integer.MAX_VALUE, Integer.MAX_VALUE)))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("above the limit");
    }

    @Test
    void theCallerSetsTheLimits() {
        final byte[] content = bytes("pictures/rgb.png"); // 19x13
        assertThat(new ImageDecoder(19 * 13, content.length)
                        .decode("p", content)
                        .size())
                .isEqualTo(new Size(19, 13));
        assertThatThrownBy(() -> new ImageDecoder(19 * 13 - 1, content.length).decode("p", content))
                .isInstanceOf(BlemishException.class);
        assertThatThrownBy(() -> new ImageDecoder(19 * 13, content.length - 1).decode("p", content))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("bytes, above the limit of");
    }

    private static byte[] pngHeader(final int width, final int height) {
        final ByteBuffer chunk = ByteBuffer.allocate(17)
                .put("IHDR".getBytes(StandardCharsets.US_ASCII))
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 2, 0, 0, 0});
        final CRC32 crc = new CRC32();
        crc.update(chunk.array());
        return ByteBuffer.allocate(33)
                .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'})
                .putInt(13)
                .put(chunk.array())
                .putInt((int) crc.getValue())
                .array();
    }
}
