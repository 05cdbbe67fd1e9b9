package io.blemish.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.InputException;
import io.blemish.artifact.Npy;
import io.blemish.dataset.Label;
import io.blemish.dataset.Mask;
import io.blemish.dataset.Probe;
import io.blemish.dataset.Sample;
import io.blemish.dataset.Split;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleMaskTest {
    private static final Path PICTURE = Path.of("7.png");
    private static final Size SIZE = new Size(4, 2);

    private final MaskDecoder decoder = new MaskDecoder(new ImageDecoder());

    @TempDir
    Path folder;

    @Test
    void aGoodSampleHasAnEmptyMaskAndAnUndrawnOneNone() {
        assertThat(decoder.decode(new Mask.None(), PICTURE, SIZE))
                .hasValueSatisfying(mask -> assertThat(mask.count()).isZero());
        assertThat(decoder.decode(new Mask.Unknown(), PICTURE, SIZE)).isEmpty();
    }

    @Test
    void partsAreTakenTogether() throws IOException {
        final Mask parts = new Mask.Parts(List.of(dot("a.png", 0, 1), dot("b.png", 3, 0)), Map.of());
        final BitMask mask = decoder.decode(parts, PICTURE, SIZE).orElseThrow();
        assertThat(mask.count()).isEqualTo(2);
        assertThat(mask.at(0, 1)).isTrue();
        assertThat(mask.at(3, 0)).isTrue();
    }

    @Test
    void aFrameIsCutFromItsClip() throws IOException {
        final Path clip = folder.resolve("01.npy");
        try (OutputStream out = Files.newOutputStream(clip)) {
            Npy.write(out, new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0}, 2, 2, 4);
        }
        final BitMask mask =
                decoder.decode(new Mask.NpyFrame(clip, 1), PICTURE, SIZE).orElseThrow();
        assertThat(mask.count()).isEqualTo(1);
        assertThat(mask.at(1, 1)).isTrue();
        assertThatThrownBy(() -> decoder.decode(new Mask.NpyFrame(clip, 1), PICTURE, new Size(2, 4)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("01.npy")
                .hasMessageContaining("7.png");
    }

    @Test
    void aProbeSeesSizeAndDefect() throws IOException {
        final Path picture = dot("7.png", 0, 0);
        final DecodingProbe probe = new DecodingProbe(new ImageDecoder());
        final Mask drawn = new Mask.Picture(dot("7_mask.png", 2, 1));
        assertThat(probe.look(sample(picture, drawn))).isEqualTo(new Probe.Seen(4, 2, OptionalLong.of(1)));
        assertThat(probe.look(sample(picture, new Mask.Unknown())))
                .isEqualTo(new Probe.Seen(4, 2, OptionalLong.empty()));
        assertThatThrownBy(() -> probe.look(sample(folder.resolve("gone.png"), drawn)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("gone.png");
    }

    private static Sample sample(final Path picture, final Mask mask) {
        return new Sample("7.png", picture, Label.ANOMALOUS, "dot", mask, Split.TEST);
    }

    private Path dot(final String name, final int x, final int y) throws IOException {
        final BufferedImage image = new BufferedImage(4, 2, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(x, y, 0, 200);
        final Path file = folder.resolve(name);
        ImageIO.write(image, "png", file.toFile());
        return file;
    }
}
