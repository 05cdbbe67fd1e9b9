package io.blemish.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.blemish.BlemishException;
import io.blemish.dataset.Mask;
import io.blemish.image.ImageDecoder;
import io.blemish.image.Preprocessing;
import io.blemish.metric.PartMap;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrawnPartsTest {
    private static final Map<Integer, Mask.Saturation> KINDS =
            Map.of(255, new Mask.Saturation(0.25, true), 254, new Mask.Saturation(40, false));

    @TempDir
    private Path folder;

    private final DrawnParts drawn = new DrawnParts(new ImageDecoder(), Preprocessing.squash(20));

    @Test
    void carriesPixelsAndSaturationsToTheMapsSize() throws IOException {
        final Path share = mask("share.png", 255, 0, 0, 20, 8);
        final Path number = mask("number.png", 254, 20, 20, 20, 4);
        final List<PartMap.Part> parts = drawn.read(new Mask.Parts(List.of(share, number), KINDS));
        assertThat(parts.get(0).pixels()).hasSize(10 * 4).startsWith(0, 1).doesNotContain(10);
        assertThat(parts.get(0).saturation()).isEqualTo(10, within(1e-9));
        assertThat(parts.get(1).pixels()).hasSize(10 * 2).startsWith(10 * 20 + 10);
        // 40 of 80 pixels in the picture are 10 of 20 in the map.
        assertThat(parts.get(1).saturation()).isEqualTo(10, within(1e-9));
    }

    @Test
    void leavesOutAPartOfWhichNoPixelIsLeft() throws IOException {
        assertThat(drawn.read(new Mask.Parts(List.of(mask("speck.png", 255, 0, 0, 1, 1)), KINDS)))
                .isEmpty();
    }

    @Test
    void namesAMaskWhoseKindIsUnknownOrMixed() throws IOException {
        final Path unknown = mask("unknown.png", 7, 0, 0, 9, 9);
        assertThatThrownBy(() -> drawn.read(new Mask.Parts(List.of(unknown), KINDS)))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("unknown.png")
                .hasMessageContaining("level 7");
        final Path mixed = folder.resolve("mixed.png");
        final BufferedImage picture = new BufferedImage(40, 40, BufferedImage.TYPE_BYTE_GRAY);
        for (int x = 0; x < 30; x++) {
            picture.getRaster().setSample(x, 3, 0, x < 9 ? 254 : 255);
            picture.getRaster().setSample(x, 4, 0, 255);
        }
        ImageIO.write(picture, "png", mixed.toFile());
        assertThatThrownBy(() -> drawn.read(new Mask.Parts(List.of(mixed), KINDS)))
                .hasMessageContaining("mixed.png")
                .hasMessageContaining("254 and 255");
    }

    private Path mask(
            final String name, final int level, final int left, final int top, final int width, final int height)
            throws IOException {
        final BufferedImage picture = new BufferedImage(40, 40, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = top; y < top + height; y++) {
            for (int x = left; x < left + width; x++) {
                picture.getRaster().setSample(x, y, 0, level);
            }
        }
        final Path file = folder.resolve(name);
        ImageIO.write(picture, "png", file.toFile());
        return file;
    }
}
