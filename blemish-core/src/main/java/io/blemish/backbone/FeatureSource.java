package io.blemish.backbone;

import io.blemish.dataset.Sample;
import io.blemish.image.ImageDecoder;
import io.blemish.image.RgbImage;

/** Where the features of a data set's pictures come from. Safe for use by many threads. */
@FunctionalInterface
public interface FeatureSource {
    /**
     * The features of one picture.
     *
     * @param sample of the data set
     * @throws io.blemish.InputException where its picture cannot be read, or the network cannot take it
     */
    PictureFeatures features(Sample sample);

    /**
     * Reads each picture and runs it through a network.
     *
     * @param extractor with the network
     */
    static FeatureSource reading(final FeatureExtractor extractor) {
        final ImageDecoder decoder = new ImageDecoder();
        return sample -> {
            final RgbImage picture = decoder.decode(sample.picture());
            return new PictureFeatures(picture.size(), extractor.extract(picture));
        };
    }
}
