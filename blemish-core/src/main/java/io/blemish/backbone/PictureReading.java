package io.blemish.backbone;

import io.blemish.InputException;
import io.blemish.dataset.Sample;
import io.blemish.image.ImageDecoder;
import io.blemish.image.RgbImage;
import java.util.ArrayList;
import java.util.List;

/** Reads pictures from their files and runs them through a network. */
final class PictureReading implements FeatureSource {
    private final FeatureExtractor extractor;
    private final int batch;
    private final ImageDecoder decoder = new ImageDecoder();

    PictureReading(final FeatureExtractor extractor, final int batch) {
        this.extractor = extractor;
        this.batch = batch;
    }

    @Override
    public int batch() {
        return batch;
    }

    @Override
    public PictureFeatures features(final Sample sample) {
        final RgbImage picture = decoder.decode(sample.picture());
        return new PictureFeatures(picture.size(), extractor.extract(picture));
    }

    @Override
    public List<Extraction> features(final List<Sample> samples) {
        final Extraction[] extractions = new Extraction[samples.size()];
        final List<Integer> readable = new ArrayList<>();
        final List<RgbImage> pictures = new ArrayList<>();
        for (int i = 0; i < extractions.length; i++) {
            try {
                pictures.add(decoder.decode(samples.get(i).picture()));
                readable.add(i);
            } catch (final InputException e) {
                extractions[i] = new Extraction.Failed(e);
            }
        }
        final List<Extraction> extracted = extractor.extract(pictures);
        for (int i = 0; i < extracted.size(); i++) {
            extractions[readable.get(i)] = extracted.get(i);
        }
        return List.of(extractions);
    }
}
