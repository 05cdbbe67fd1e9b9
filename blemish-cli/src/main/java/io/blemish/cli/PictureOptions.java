package io.blemish.cli;

import io.blemish.image.Normalization;
import io.blemish.image.Preprocessing;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is done to a picture before the network sees it. */
final class PictureOptions {
    @Option(
            names = "--image-size",
            paramLabel = "PIXELS",
            converter = Choices.Positive.class,
            description = "Size to which pictures are resized (default: 224).")
    private @Nullable Integer imageSize;

    @Option(
            names = "--resize",
            paramLabel = "MODE",
            converter = Choices.Resizes.class,
            description =
                    "squash: both sides to the size; shorter-side: the shorter one, shapes kept (default: squash).")
    private Preprocessing.@Nullable Resize resize;

    @Option(
            names = "--crop",
            paramLabel = "PIXELS",
            converter = Choices.Positive.class,
            description = "Side of the square cut from the middle after resizing.")
    private @Nullable Integer crop;

    /** As the options say; what they leave open is as given. */
    Preprocessing over(final Preprocessing base) {
        return new Preprocessing(
                resize == null ? base.resize() : resize,
                imageSize == null ? base.size() : imageSize,
                crop == null ? base.crop() : OptionalInt.of(crop),
                Normalization.IMAGENET);
    }
}
