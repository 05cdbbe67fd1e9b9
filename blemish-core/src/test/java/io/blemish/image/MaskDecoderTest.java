package io.blemish.image;

import static io.blemish.image.Patterns.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskDecoderTest {
    private final MaskDecoder decoder = new MaskDecoder(new ImageDecoder());

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1-bit.png",
                "1-bit.tif",
                "1-bit.bmp",
                "grey-2-bit.png",
                "grey-4-bit.png",
                "grey.png",
                "palette.png",
                "palette-transparent.png",
                "rgb.png",
                "rgba.png"
            })
    void whatIsNotBlackIsDefective(final String name) throws IOException {
        final byte[] rgb = bytes("pictures/" + name + ".rgb");
        final BitMask mask = decoder.decode(file(name));
        assertThat(mask.size()).isEqualTo(new Size(19, 13));
        for (int i = 0; i < mask.defect().length; i++) {
            assertThat(mask.defect()[i]).isEqualTo((rgb[3 * i] | rgb[3 * i + 1] | rgb[3 * i + 2]) != 0);
        }
    }

    /** Of the first pixels 0, 1, 127, 128, 255, …, whose high byte is 0, only the first is black. */
    @ParameterizedTest
    @ValueSource(strings = {"16-bit-grey.png", "16-bit-grey.tif"})
    void theFaintestOfSixteenBitsIsNotBlack(final String name) throws IOException {
        final BitMask mask = decoder.decode(file(name));
        assertThat(mask.at(0, 0)).isFalse();
        for (int x = 1; x < 8; x++) {
            assertThat(mask.at(x, 0)).isTrue();
        }
    }

    @Test
    void aMaskOfAnotherSizeIsRefusedNamingBothFiles() throws IOException {
        final Path file = file("grey.png");
        final Path picture = Path.of("parts", "7.png");
        assertThat(decoder.decode(file, picture, new Size(19, 13)).size()).isEqualTo(new Size(19, 13));
        assertThatThrownBy(() -> decoder.decode(file, picture, new Size(13, 19)))
                .isInstanceOf(InputException.class)
                .hasMessage("The mask " + file + " has 19x13 pixels but its picture " + picture
                        + " has 13x19; draw the mask on the picture as it is, in the same size.");
    }

    private Path file(final String name) throws IOException {
        return Files.write(folder.resolve(name), bytes("pictures/" + name));
    }
}
