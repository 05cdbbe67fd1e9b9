package io.blemish.cli.option;

import io.blemish.cli.terminal.Common;
import io.blemish.cli.terminal.OptionGroup;
import io.blemish.image.InspectionMask;
import io.blemish.image.Normalization;
import io.blemish.image.Preprocessing;
import io.blemish.image.Tiling;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is done to a picture before the network sees it. */
@OptionGroup("Pictures")
public final class PictureOptions {
    @Common
    @Option(
            names = "--image-size",
            paramLabel = "PIXELS",
            converter = WholeNumber.Positive.class,
            description = "The size to which pictures are resized (default: 224).")
    private @Nullable Integer imageSize;

    @Option(
            names = "--resize",
            paramLabel = "MODE",
            converter = Choices.Resizes.class,
            completionCandidates = Choices.Resizes.class,
            description =
                    "squash: both sides get the size; shorter-side: the shorter side gets it, so that shapes are kept"
                            + " (default: squash).")
    private Preprocessing.@Nullable Resize resize;

    @Option(
            names = "--crop",
            paramLabel = "PIXELS",
            converter = WholeNumber.Positive.class,
            description = "The side of the square that is cut from the middle after resizing (default: no crop).")
    private @Nullable Integer crop;

    @Option(
            names = "--mask",
            paramLabel = "FILE",
            description =
                    "A picture of the proportions of the others that is black where nothing is to be inspected: what lies"
                            + " there is neither learned nor judged (default: all is inspected).")
    private @Nullable Path mask;

    @Option(
            names = "--tile",
            paramLabel = "PIXELS",
            converter = WholeNumber.Positive.class,
            description =
                    "Cut pictures into square tiles of this side, which the network sees one by one, so that small defects of"
                            + " large pictures are seen. It sees them in full size, or resized to --image-size (default:"
                            + " pictures are not cut).")
    private @Nullable Integer tile;

    @Option(
            names = "--overlap",
            paramLabel = "PIXELS",
            converter = WholeNumber.Positive.class,
            description = "By how much neighbouring tiles overlap (default: a fifth of --tile).")
    private @Nullable Integer overlap;

    /**
     * The options that are given, and those of {@code base} for the others.
     *
     * @throws IllegalArgumentException if some of them do not go together
     */
    public Preprocessing over(final Preprocessing base) {
        final Optional<Tiling> tiling = tiling();
        if (tiling.isPresent() && resize != null) {
            throw new IllegalArgumentException(
                    "--resize has no meaning with --tile, whose tiles are square: leave it out");
        }
        return new Preprocessing(
                resize == null ? base.resize() : resize,
                imageSize == null ? tiling.map(Tiling::tile).orElse(base.size()) : imageSize,
                crop == null ? base.crop() : OptionalInt.of(crop),
                Normalization.IMAGENET,
                mask == null ? Optional.empty() : InspectionMask.read(mask),
                tiling);
    }

    private Optional<Tiling> tiling() {
        if (tile == null) {
            if (overlap != null) {
                throw new IllegalArgumentException("--overlap is that of tiles: give --tile as well, or leave it out");
            }
            return Optional.empty();
        }
        return Optional.of(overlap == null ? Tiling.of(tile) : new Tiling(tile, overlap));
    }
}
