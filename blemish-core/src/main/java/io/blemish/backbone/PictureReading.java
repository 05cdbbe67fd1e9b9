package io.blemish.backbone;

import io.blemish.BlemishException;
import io.blemish.PictureException;
import io.blemish.image.Picture;
import io.blemish.image.RgbImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Decodes pictures and runs them through networks. */
final class PictureReading implements FeatureSource {
    private final FeatureExtractor extractor;
    private final int batch;
    private final BiConsumer<Picture, RgbImage> decoded;

    PictureReading(final FeatureExtractor extractor, final int batch, final BiConsumer<Picture, RgbImage> decoded) {
        this.extractor = extractor;
        this.batch = batch;
        this.decoded = decoded;
    }

    /** Tiles of one picture fill a batch, so that no picture waits in memory for another. */
    @Override
    public int batch() {
        return tiled() ? 1 : batch;
    }

    private Extraction tiles(final String name, final RgbImage image) {
        try {
            return new Extraction.Tiled(TileFeatures.of(extractor, image, batch));
        } catch (final PictureException e) {
            return new Extraction.Failed(new PictureException(
                    e.code(), "Picture " + name + " cannot be cut into tiles. " + e.getMessage(), e));
        }
    }

    private boolean tiled() {
        return extractor.preprocessing().tiling().isPresent();
    }

    @Override
    public List<Extraction> features(final List<Picture> pictures) {
        final Extraction[] extractions = new Extraction[pictures.size()];
        final List<Integer> readable = new ArrayList<>();
        final List<RgbImage> images = new ArrayList<>();
        for (int i = 0; i < extractions.length; i++) {
            try {
                final RgbImage image = pictures.get(i).decode();
                decoded.accept(pictures.get(i), image);
                if (tiled()) {
                    extractions[i] = tiles(pictures.get(i).name(), image);
                } else {
                    images.add(image);
                    readable.add(i);
                }
            } catch (final BlemishException e) {
                extractions[i] = new Extraction.Failed(e);
            }
        }
        final List<Extraction> extracted = extractor.extract(images);
        for (int i = 0; i < extracted.size(); i++) {
            extractions[readable.get(i)] = extracted.get(i);
        }
        return List.of(extractions);
    }
}
