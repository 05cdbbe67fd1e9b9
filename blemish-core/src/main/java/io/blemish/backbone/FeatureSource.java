package io.blemish.backbone;

import io.blemish.alignment.Alignment;
import io.blemish.alignment.Turns;
import io.blemish.image.Picture;
import io.blemish.image.RgbImage;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** A source of the features of pictures. Safe for use by many threads. */
@FunctionalInterface
public interface FeatureSource {
    /**
     * The features of several pictures.
     *
     * @param pictures to get the features of
     * @return in their order
     */
    List<Extraction> features(List<Picture> pictures);

    /** {@return how many pictures the source is best asked for at once} */
    default int batch() {
        return Execution.DEFAULT_BATCH;
    }

    /**
     * {@return a source that decodes each picture and runs it through networks}
     *
     * @param extractor with the networks; closed by the caller
     * @param batch how many pictures go through the networks together
     */
    static FeatureSource reading(final FeatureExtractor extractor, final int batch) {
        return reading(extractor, batch, (picture, image) -> {});
    }

    /**
     * {@return a source that decodes each picture and runs it through networks}
     *
     * @param extractor with the networks; closed by the caller
     * @param batch how many pictures go through the networks together
     * @param decoded hears of each picture that was decoded, before it goes through the networks, from many threads at once
     */
    static FeatureSource reading(
            final FeatureExtractor extractor, final int batch, final BiConsumer<Picture, RgbImage> decoded) {
        return reading(extractor, batch, Optional.empty(), decoded);
    }

    /**
     * {@return a source that decodes each picture, brings it to a pose and runs it through networks} What lies outside a picture
     * has the features of the place of the picture that is nearest to it.
     *
     * @param extractor with the networks; closed by the caller
     * @param batch how many pictures go through the networks together
     * @param alignment brings pictures to a pose; empty if they go through the networks as they are
     * @param decoded hears of each picture that was decoded and brought to its pose, before it goes through the networks, from many
     *     threads at once
     */
    static FeatureSource reading(
            final FeatureExtractor extractor,
            final int batch,
            final Optional<Alignment> alignment,
            final BiConsumer<Picture, RgbImage> decoded) {
        return new PictureReading(extractor, batch, alignment, decoded);
    }

    /**
     * {@return a source that decodes each picture and runs it through networks, and copies of it that are turned} What lies
     * outside a picture has the features of the place of the picture that is nearest to it.
     *
     * @param extractor with the networks, which sees whole pictures; closed by the caller
     * @param batch how many pictures and copies go through the networks together
     * @param turns how many copies there are, and how they are turned
     * @param decoded hears of each picture that was decoded, before it goes through the networks, from many threads at once
     */
    static FeatureSource turning(
            final FeatureExtractor extractor,
            final int batch,
            final Turns turns,
            final BiConsumer<Picture, RgbImage> decoded) {
        return new TurnedReading(extractor, batch, turns, decoded);
    }
}
