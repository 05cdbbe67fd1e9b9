package io.blemish.image;

import static io.blemish.image.Patterns.bytes;
import static io.blemish.image.Patterns.pattern;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.artifact.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureTest {
    private static final String NAME = "camera 1, part 7";

    @TempDir
    Path folder;

    @Test
    void everyFormOfAPictureGivesTheSamePixels() throws IOException {
        final RgbImage expected = pattern(19, 13);
        final byte[] content = PngWriter.toBytes(expected);
        final Path file = Files.write(folder.resolve("7.png"), content);
        assertThat(Picture.of(file).decode()).isEqualTo(expected);
        assertThat(Picture.of(NAME, file).decode()).isEqualTo(expected);
        assertThat(Picture.of(NAME, content).decode()).isEqualTo(expected);
        assertThat(Picture.of(NAME, new ByteArrayInputStream(content)).decode()).isEqualTo(expected);
        assertThat(Picture.of(NAME, expected.toBufferedImage()).decode()).isEqualTo(expected);
        assertThat(Picture.of(NAME, expected).decode()).isEqualTo(expected);
    }

    @Test
    void aFileIsNamedByItsPathOrAsTheCallerWishes() {
        final Path file = folder.resolve("7.png");
        assertThat(Picture.of(file).name()).isEqualTo(file.toString());
        assertThat(Picture.of(NAME, file).name()).isEqualTo(NAME);
        assertThat(Picture.of(NAME, new byte[1]).name()).isEqualTo(NAME);
        assertThat(Picture.of(NAME, pattern(2, 2))).hasToString(NAME);
    }

    @Test
    void aFileIsReadWhenItIsDecodedSoAMissingOneIsRefusedThen() throws IOException {
        final Path file = folder.resolve("later.png");
        final Picture picture = Picture.of(NAME, file);
        assertThatThrownBy(picture::decode)
                .isInstanceOf(BlemishException.class)
                .hasMessage(file + " does not exist; check the path.");
        assertThatThrownBy(picture::sha256)
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("The picture " + file + " cannot be read");
        Files.write(file, bytes("pictures/rgb.png"));
        assertThat(picture.decode().rgb()).isEqualTo(bytes("pictures/rgb.png.rgb"));
    }

    @Test
    void everythingElseThanAPictureIsRefusedByItsName() {
        assertThatThrownBy(() -> Picture.of(NAME, "a,b,c".getBytes(UTF_8)).decode())
                .isInstanceOf(BlemishException.class)
                .hasMessageStartingWith(NAME + " is not a picture");
        assertThatThrownBy(() -> Picture.of(NAME, new byte[0]).decode())
                .isInstanceOf(BlemishException.class)
                .hasMessageStartingWith(NAME + " is empty");
    }

    @Test
    void changingTheBytesAfterwardsDoesNotChangeThePicture() {
        final byte[] content = bytes("pictures/rgb.png");
        final Picture picture = Picture.of(NAME, content);
        content[content.length / 2]++;
        assertThat(picture.decode().rgb()).isEqualTo(bytes("pictures/rgb.png.rgb"));
    }

    @Test
    void theHashOfAFileIsThatOfItsBytes() throws IOException {
        final byte[] content = bytes("pictures/rgb.png");
        final Path file = Files.write(folder.resolve("rgb.png"), content);
        final byte[] expected = HexFormat.of().parseHex(Sha256.of(file));
        assertThat(Picture.of(file).sha256()).isEqualTo(expected);
        assertThat(Picture.of(NAME, content).sha256()).isEqualTo(expected);
        assertThat(Picture.of(NAME, new ByteArrayInputStream(content)).sha256()).isEqualTo(expected);
    }

    @Test
    void theHashOfPixelsIsTheDocumentedOne() {
        final byte[] rgb = {1, 2, 3, 4, 5, 6};
        // By Python's hashlib, of 00000002 00000001 010203040506.
        assertThat(HexFormat.of()
                        .formatHex(Picture.of(NAME, new RgbImage(2, 1, rgb)).sha256()))
                .isEqualTo("562f567f19e0af6f51b8a5ad9b2746b8a5f25051cc298eccdbc62ece11f7ab30");
        assertThat(Picture.of(NAME, new RgbImage(1, 2, rgb)).sha256())
                .isNotEqualTo(Picture.of(NAME, new RgbImage(2, 1, rgb)).sha256());
        assertThat(Picture.of(NAME, new RgbImage(2, 1, rgb).toBufferedImage()).sha256())
                .isEqualTo(Picture.of("another name", new RgbImage(2, 1, rgb)).sha256());
    }

    @Test
    void aStreamIsReadUpToALimitAndNotClosed() {
        final byte[] content = bytes("pictures/rgb.png");
        final InputStream in = new ByteArrayInputStream(content) {
            @Override
            public void close() {
                throw new AssertionError("closed");
            }
        };
        assertThat(Picture.of(NAME, in, content.length).decode().rgb()).isEqualTo(bytes("pictures/rgb.png.rgb"));
        assertThatThrownBy(() -> Picture.of(NAME, new ByteArrayInputStream(content), content.length - 1))
                .isInstanceOf(BlemishException.class)
                .hasMessage(NAME + " has more than " + (content.length - 1) + " bytes; save it compressed.");
    }

    @Test
    void aStreamThatFailsIsRefusedByName() {
        final PipedInputStream broken = new PipedInputStream();
        assertThatThrownBy(() -> Picture.of(NAME, broken))
                .isInstanceOf(BlemishException.class)
                .hasMessage(
                        NAME + " cannot be read to its end (java.io.IOException: Pipe not connected); send it again.");
    }

    @Test
    void aThreadThatIsInterruptedWhileItReadsAStreamIsCancelled() throws IOException {
        final Path file = Files.write(folder.resolve("rgb.png"), bytes("pictures/rgb.png"));
        try (InputStream in = Channels.newInputStream(FileChannel.open(file))) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> Picture.of(NAME, in)).isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void theLimitOfPixelsHoldsForDecodedPicturesToo() {
        final Picture picture = Picture.of(NAME, pattern(20, 10));
        assertThat(new ImageDecoder(200, 1).decode(picture)).isEqualTo(pattern(20, 10));
        assertThat(new ImageDecoder(199, 1).size(picture)).isEqualTo(new Size(20, 10));
        assertThatThrownBy(() -> new ImageDecoder(199, 1).decode(picture))
                .isInstanceOf(BlemishException.class)
                .hasMessageStartingWith(NAME + " is 20x10: ");
    }
}
