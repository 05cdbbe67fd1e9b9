package io.blemish.dataset;

import io.blemish.DatasetException;
import io.blemish.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * ShanghaiTech Campus and data sets laid out like it: {@code training/frames/CLIP/000.jpg},
 * {@code testing/frames/CLIP/000.jpg}, {@code testing/test_frame_mask/CLIP.npy} with a byte for each frame and
 * {@code testing/test_pixel_mask/CLIP.npy} with a byte for each of its pixels.
 */
final class ShanghaiTechLayout implements LayoutReader {
    @Override
    public DatasetLayout layout() {
        return DatasetLayout.SHANGHAITECH;
    }

    @Override
    public boolean fits(final Folder root) {
        return root.has("testing", "frames") && (root.has("training", "frames") || root.has("training", "videos"));
    }

    @Override
    public String expected() {
        return "training/frames/CLIP and testing/frames/CLIP";
    }

    @Override
    public void read(final Folder root, final DatasetOptions options, final DatasetBuilder found) {
        SplitFile.refuse(options, layout());
        final Folder training = root.folder("training", "frames")
                .orElseThrow(() -> new DatasetException(
                        ErrorCode.DATA_SET_UNREADABLE,
                        root.path().resolve("training/videos")
                                + " holds videos; write each one's frames as pictures to training/frames/CLIP first,"
                                + " for instance with ffmpeg -i CLIP.avi training/frames/CLIP/%06d.jpg."));
        for (final var folder : training.folders()) {
            Clip.of(folder).train(found, options.frameEvery());
        }
        final Optional<Folder> testing = root.folder("testing");
        for (final var folder :
                root.folder("testing", "frames").map(Folder::folders).orElse(List.of())) {
            final Clip clip = Clip.of(folder);
            testing.flatMap(parent -> masks(parent, clip, found))
                    .ifPresent(masks -> clip.test(found, options.frameEvery(), masks));
        }
    }

    /** The masks of a clip's frames; empty, with a warning, if there is not one for each frame. */
    private static Optional<IntFunction<Mask>> masks(
            final Folder testing, final Clip clip, final DatasetBuilder found) {
        final Path frames = testing.path().resolve("test_frame_mask").resolve(clip.name() + ".npy");
        final Path pixels = testing.path().resolve("test_pixel_mask").resolve(clip.name() + ".npy");
        if (!Files.isRegularFile(frames)) {
            found.warn("The clip " + clip.name() + " is left out: it has no " + found.idOf(frames)
                    + ", which names the anomalous frames.");
            return Optional.empty();
        }
        final boolean[] anomalous = FrameMasks.anomalous(frames);
        final boolean drawn = Files.isRegularFile(pixels);
        if (anomalous.length != clip.length() || (drawn && FrameMasks.count(pixels) != clip.length())) {
            found.warn("The clip " + clip.name() + " is left out: it has " + clip.length()
                    + " frames, but its masks have " + anomalous.length
                    + (drawn ? " and " + FrameMasks.count(pixels) : "") + ".");
            return Optional.empty();
        }
        if (!drawn) {
            found.warn("The clip " + clip.name() + " has no " + found.idOf(pixels)
                    + ", so it is left out of the pixel figures.");
        }
        return Optional.of(index -> {
            if (!anomalous[index]) {
                return new Mask.None();
            }
            return drawn ? new Mask.NpyFrame(pixels, index) : new Mask.Unknown();
        });
    }
}
