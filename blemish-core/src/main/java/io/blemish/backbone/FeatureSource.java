package io.blemish.backbone;

import io.blemish.InputException;
import io.blemish.dataset.Sample;
import java.util.List;

/** Where the features of a data set's pictures come from. Safe for use by many threads. */
@FunctionalInterface
public interface FeatureSource {
    /**
     * The features of one picture.
     *
     * @param sample of the data set
     * @throws InputException where its picture cannot be read, or the network cannot take it
     */
    PictureFeatures features(Sample sample);

    /** How many pictures it is best asked for at once. */
    default int batch() {
        return 1;
    }

    /**
     * The features of several pictures.
     *
     * @param samples of the data set
     * @return in their order
     */
    default List<Extraction> features(final List<Sample> samples) {
        return samples.stream().map(this::extraction).toList();
    }

    private Extraction extraction(final Sample sample) {
        try {
            return new Extraction.Done(features(sample));
        } catch (final InputException e) {
            return new Extraction.Failed(e);
        }
    }

    /**
     * Reads each picture and runs it through a network.
     *
     * @param extractor with the network
     */
    static FeatureSource reading(final FeatureExtractor extractor) {
        return reading(extractor, Execution.DEFAULT_BATCH);
    }

    /**
     * Reads pictures and runs several together through a network.
     *
     * @param extractor with the network
     * @param batch how many together
     */
    static FeatureSource reading(final FeatureExtractor extractor, final int batch) {
        return new PictureReading(extractor, batch);
    }
}
