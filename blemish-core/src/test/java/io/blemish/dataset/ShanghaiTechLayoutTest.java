package io.blemish.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.artifact.Npy;
import io.blemish.image.BitMask;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShanghaiTechLayoutTest {
    @TempDir
    Path root;

    @BeforeEach
    void layOut() {
        new Tree(root)
                .numbered(12, "training/frames/01/", ".jpg")
                .numbered(7, "training/frames/02/", ".jpg")
                .with("testing/frames/01/2.jpg", "testing/frames/01/10.jpg", "testing/frames/01/1.jpg");
    }

    @Test
    void keepsClipsAndTimes() throws IOException {
        masks("01", 3, new int[] {2}, true);
        final Dataset dataset = Datasets.open(root, DatasetOptions.DEFAULT);
        assertThat(dataset.layout()).isEqualTo("shanghaitech");
        assertThat(dataset.train()).hasSize(19);
        assertThat(dataset.train().get(13).frame()).contains(new Frame("02", 1));
        assertThat(Tree.ids(dataset.test()))
                .containsExactly("testing/frames/01/1.jpg", "testing/frames/01/2.jpg", "testing/frames/01/10.jpg");
        final Sample last = dataset.test().get(2);
        assertThat(last.label()).isEqualTo(Label.ANOMALOUS);
        assertThat(last.frame()).isEqualTo(Optional.of(new Frame("01", 2)));
        assertThat(last.mask()).isEqualTo(new Mask.NpyFrame(root.resolve("testing/test_pixel_mask/01.npy"), 2));
        assertThat(dataset.test().get(0).label()).isEqualTo(Label.NORMAL);
        assertThat(dataset.test().get(0).mask()).isEqualTo(new Mask.None());
        assertThat(dataset.warnings()).isEmpty();
    }

    @Test
    void takesEveryNthFrameOfEachClip() throws IOException {
        masks("01", 3, new int[] {2}, true);
        final Dataset dataset = Datasets.open(root, DatasetOptions.DEFAULT.withFrameEvery(5));
        assertThat(Tree.ids(dataset.train()))
                .containsExactly(
                        "training/frames/01/000.jpg",
                        "training/frames/01/005.jpg",
                        "training/frames/01/010.jpg",
                        "training/frames/02/000.jpg",
                        "training/frames/02/005.jpg");
        assertThat(dataset.train().get(4).frame()).contains(new Frame("02", 5));
        assertThat(dataset.test()).hasSize(1);
    }

    @Test
    void readsOneFramesMask() throws IOException {
        masks("01", 3, new int[] {1}, true);
        final BitMask mask = FrameMasks.read(new Mask.NpyFrame(root.resolve("testing/test_pixel_mask/01.npy"), 1));
        assertThat(mask.width()).isEqualTo(4);
        assertThat(mask.height()).isEqualTo(2);
        assertThat(mask.defect()).containsExactly(false, true, true, true, true, true, true, true);
        final BitMask good = FrameMasks.read(new Mask.NpyFrame(root.resolve("testing/test_pixel_mask/01.npy"), 0));
        assertThat(good.defect()).containsOnly(false);
    }

    @Test
    void leavesOutClipsWithoutFittingMasks() throws IOException {
        new Tree(root).numbered(3, "testing/frames/02/", ".jpg").numbered(3, "testing/frames/03/", ".jpg");
        masks("01", 3, new int[] {0}, false);
        masks("02", 4, new int[] {0}, true);
        final Dataset dataset = Datasets.open(root, DatasetOptions.DEFAULT);
        assertThat(dataset.test()).hasSize(3);
        assertThat(dataset.test().get(0).mask()).isEqualTo(new Mask.Unknown());
        assertThat(dataset.warnings())
                .anySatisfy(warning -> assertThat(warning).contains("clip 01 has no testing/test_pixel_mask/01.npy"))
                .anySatisfy(warning -> assertThat(warning).contains("clip 02", "3 frames", "4"))
                .anySatisfy(warning -> assertThat(warning).contains("clip 03", "test_frame_mask/03.npy"));
    }

    @Test
    void namesMasksThatCannotBeRead() throws IOException {
        masks("01", 3, new int[] {0}, true);
        final Path pixels = root.resolve("testing/test_pixel_mask/01.npy");
        assertThatThrownBy(() -> FrameMasks.read(new Mask.NpyFrame(pixels, 3)))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("3 frames");
        final byte[] whole = Files.readAllBytes(pixels);
        Files.write(pixels, Arrays.copyOf(whole, whole.length - 1));
        assertThatThrownBy(() -> FrameMasks.read(new Mask.NpyFrame(pixels, 2)))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("damaged");
        Files.writeString(root.resolve("testing/test_frame_mask/01.npy"), "no array");
        assertThatThrownBy(() -> Datasets.open(root, DatasetOptions.DEFAULT))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("test_frame_mask/01.npy");
        try (OutputStream out = Files.newOutputStream(pixels)) {
            Npy.write(out, new float[8], 1, 2, 4);
        }
        assertThatThrownBy(() -> FrameMasks.read(new Mask.NpyFrame(pixels, 0)))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("[frames, height, width]");
    }

    @Test
    void saysThatVideosMustBeUnpacked(@TempDir final Path other) {
        new Tree(other).with("training/videos/01_001.avi", "testing/frames/01_0014/000.jpg");
        assertThatThrownBy(() -> Datasets.open(other, DatasetOptions.DEFAULT))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("videos")
                .hasMessageContaining("training/frames/CLIP");
    }

    @Test
    void readsUcsdPed2InThisLayout() {
        final Dataset dataset = Datasets.open(SharedData.folder("ucsdped2"), DatasetOptions.DEFAULT);
        assertThat(dataset.warnings()).isEmpty();
        assertThat(dataset.test()).hasSize(180 + 180 + 150);
        // The sums of the frame masks, by NumPy: 120, 86 and 146.
        assertThat(dataset.test())
                .filteredOn(sample -> sample.label() == Label.ANOMALOUS)
                .hasSize(120 + 86 + 146);
        long pixels = 0;
        for (final var sample : dataset.test()) {
            if (sample.mask() instanceof Mask.NpyFrame frame) {
                final BitMask mask = FrameMasks.read(frame);
                assertThat(mask.width()).isEqualTo(360);
                pixels += mask.count();
            }
        }
        // The sums of the pixel masks, by NumPy.
        assertThat(pixels).isEqualTo(92868 + 69165 + 163577);
    }

    /** Writes masks of 4 × 2 pixels; the first pixel of an anomalous frame does not belong to the defect. */
    private void masks(final String clip, final int frames, final int[] anomalous, final boolean drawn)
            throws IOException {
        final byte[] labels = new byte[frames];
        final byte[] pixels = new byte[8 * frames];
        for (final int frame : anomalous) {
            labels[frame] = 1;
            Arrays.fill(pixels, 8 * frame + 1, 8 * frame + 8, (byte) 1);
        }
        Files.createDirectories(root.resolve("testing/test_frame_mask"));
        Files.createDirectories(root.resolve("testing/test_pixel_mask"));
        try (OutputStream out = Files.newOutputStream(root.resolve("testing/test_frame_mask/" + clip + ".npy"))) {
            Npy.write(out, labels, frames);
        }
        if (drawn) {
            try (OutputStream out = Files.newOutputStream(root.resolve("testing/test_pixel_mask/" + clip + ".npy"))) {
                Npy.write(out, pixels, frames, 2, 4);
            }
        }
    }
}
