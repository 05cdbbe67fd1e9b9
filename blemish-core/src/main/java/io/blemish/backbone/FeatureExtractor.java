package io.blemish.backbone;

import io.blemish.image.Preprocessing;
import io.blemish.image.RgbImage;
import io.blemish.image.Size;
import java.util.List;

/**
 * From a picture to its feature maps. Safe for use by many threads.
 *
 * @param preprocessing from the picture to the networks' input
 * @param backbones the networks, usually one
 */
public record FeatureExtractor(Preprocessing preprocessing, List<Backbone> backbones) implements AutoCloseable {
    /** Copies the list. */
    public FeatureExtractor {
        backbones = List.copyOf(backbones);
    }

    /** With one network. */
    public FeatureExtractor(final Preprocessing preprocessing, final Backbone backbone) {
        this(preprocessing, List.of(backbone));
    }

    /**
     * The feature maps of one picture, in the order of the backbones and of their layers.
     *
     * @param picture of any size
     */
    public List<FeatureMap> extract(final RgbImage picture) {
        final Size input = preprocessing.outputSize(new Size(picture.width(), picture.height()));
        final float[] pixels = preprocessing.apply(picture);
        return backbones.stream()
                .flatMap(backbone -> backbone.run(pixels, 1, input.height(), input.width()).get(0).stream())
                .toList();
    }

    @Override
    public void close() {
        backbones.forEach(Backbone::close);
    }
}
