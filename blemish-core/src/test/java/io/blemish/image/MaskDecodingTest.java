package io.blemish.image;

import static io.blemish.image.Patterns.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskDecodingTest {
    private final ImageDecoder decoder = new ImageDecoder();

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
    void everyPixelThatIsNotBlackIsDefective(final String name) throws IOException {
        final byte[] rgb = bytes("pictures/" + name + ".rgb");
        final BitMask mask = decoder.decodeMask(file(name));
        assertThat(mask.size()).isEqualTo(new Size(19, 13));
        for (int i = 0; i < mask.defect().length; i++) {
            assertThat(mask.defect()[i]).isEqualTo((rgb[3 * i] | rgb[3 * i + 1] | rgb[3 * i + 2]) != 0);
        }
    }

    /** The first pixels are 0, 1, 127, 128, 255, …, with a high byte of 0; only the first is black. */
    @ParameterizedTest
    @ValueSource(strings = {"16-bit-grey.png", "16-bit-grey.tif"})
    void theFaintestOfSixteenBitsIsNotBlack(final String name) throws IOException {
        final BitMask mask = decoder.decodeMask(file(name));
        assertThat(mask.at(0, 0)).isFalse();
        for (int x = 1; x < 8; x++) {
            assertThat(mask.at(x, 0)).isTrue();
        }
    }

    private Path file(final String name) throws IOException {
        return Files.write(folder.resolve(name), bytes("pictures/" + name));
    }
}
