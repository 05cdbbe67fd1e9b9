package io.blemish.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.artifact.Npy;
import io.blemish.image.BitMask;
import io.blemish.image.ImageDecoder;
import io.blemish.image.PngWriter;
import io.blemish.image.RgbImage;
import io.blemish.image.Size;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaskDecoderTest {
    private static final Path PICTURE = Path.of("7.png");
    private static final Size SIZE = new Size(4, 2);

    private final MaskDecoder decoder = new MaskDecoder(new ImageDecoder());

    @TempDir
    Path folder;

    @Test
    void aGoodSampleHasAnEmptyMaskAndAnUnknownOneHasNone() {
        assertThat(decoder.decode(new Mask.None(), PICTURE, SIZE))
                .hasValueSatisfying(mask -> assertThat(mask.count()).isZero());
        assertThat(decoder.decode(new Mask.Unknown(), PICTURE, SIZE)).isEmpty();
    }

    @Test
    void severalPartsAreJoined() throws IOException {
        final Mask parts = new Mask.Parts(List.of(dot("a.png", 0, 1), dot("b.png", 3, 0)), Map.of());
        final BitMask mask = decoder.decode(parts, PICTURE, SIZE).orElseThrow();
        assertThat(mask.count()).isEqualTo(2);
        assertThat(mask.at(0, 1)).isTrue();
        assertThat(mask.at(3, 0)).isTrue();
    }

    @Test
    void aFrameIsReadFromItsClip() throws IOException {
        final Path clip = folder.resolve("01.npy");
        try (OutputStream out = Files.newOutputStream(clip)) {
            Npy.write(out, new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0}, 2, 2, 4);
        }
        final BitMask mask =
                decoder.decode(new Mask.NpyFrame(clip, 1), PICTURE, SIZE).orElseThrow();
        assertThat(mask.count()).isEqualTo(1);
        assertThat(mask.at(1, 1)).isTrue();
        assertThatThrownBy(() -> decoder.decode(new Mask.NpyFrame(clip, 1), PICTURE, new Size(2, 4)))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("01.npy")
                .hasMessageContaining("7.png");
    }

    @Test
    void aPictureShowsItsMask() throws IOException {
        final Mask drawn = new Mask.Picture(dot("7_mask.png", 2, 1));
        final BitMask mask = decoder.decode(drawn, PICTURE, SIZE).orElseThrow();
        assertThat(mask.count()).isEqualTo(1);
        assertThat(mask.at(2, 1)).isTrue();
    }

    @Test
    void onlyTheColoursOfDefectsCount() throws IOException {
        final byte[] white = {-1, -1, -1};
        final byte[] green = {0x2C, (byte) 0xA0, 0x2C};
        final byte[] black = {0, 0, 0};
        final ByteBuffer rgb = ByteBuffer.allocate(24);
        for (final byte[] pixel : List.of(white, green, black, white, white, green, white, black)) {
            rgb.put(pixel);
        }
        final Path file =
                Files.write(folder.resolve("7.png"), PngWriter.toUncompressedBytes(new RgbImage(4, 2, rgb.array())));
        final Mask drawn = new Mask.Colours(file, Set.of(0x2CA02C, 0x1F77B4));
        final BitMask mask = decoder.decode(drawn, PICTURE, SIZE).orElseThrow();
        assertThat(mask.count()).isEqualTo(2);
        assertThat(mask.at(1, 0)).isTrue();
        assertThat(mask.at(1, 1)).isTrue();
        assertThatThrownBy(() -> decoder.decode(drawn, PICTURE, new Size(2, 4)))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("7.png has 4x2 pixels");
    }

    @Test
    void aMaskOfAnotherSizeIsRefusedNamingBothFiles() throws IOException {
        final Path file = dot("7_mask.png", 2, 1);
        assertThatThrownBy(() -> decoder.decode(new Mask.Picture(file), PICTURE, new Size(2, 4)))
                .isInstanceOf(BlemishException.class)
                .hasMessage("The mask " + file + " has 4x2 pixels but its picture " + PICTURE
                        + " has 2x4; draw the mask on the picture as it is, in the same size.");
    }

    @Test
    void aMissingMaskIsNamed() {
        assertThatThrownBy(() -> decoder.decode(new Mask.Picture(folder.resolve("gone.png")), PICTURE, SIZE))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("gone.png does not exist");
    }

    private Path dot(final String name, final int x, final int y) throws IOException {
        final boolean[] defect = new boolean[8];
        defect[4 * y + x] = true;
        return Files.write(folder.resolve(name), PngWriter.toUncompressedBytes(new BitMask(4, 2, defect)));
    }
}
