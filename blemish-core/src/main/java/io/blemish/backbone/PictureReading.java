package io.blemish.backbone;

import io.blemish.BlemishException;
import io.blemish.PictureException;
import io.blemish.alignment.Alignment;
import io.blemish.alignment.Alignment.Aligned;
import io.blemish.alignment.Pose;
import io.blemish.image.Picture;
import io.blemish.image.RgbImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Decodes pictures and runs them through networks. */
final class PictureReading implements FeatureSource {
    private final FeatureExtractor extractor;
    private final int batch;
    private final Optional<Alignment> alignment;
    private final BiConsumer<Picture, RgbImage> decoded;

    PictureReading(
            final FeatureExtractor extractor,
            final int batch,
            final Optional<Alignment> alignment,
            final BiConsumer<Picture, RgbImage> decoded) {
        this.extractor = extractor;
        this.batch = batch;
        this.alignment = alignment;
        this.decoded = decoded;
    }

    /** Tiles of one picture fill a batch, so that no picture waits in memory for another. */
    @Override
    public int batch() {
        return tiled() ? 1 : batch;
    }

    private Extraction tiles(final String name, final RgbImage image) {
        try {
            return new Extraction.Several(TileFeatures.of(extractor, image, batch));
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
        final List<Optional<Pose>> poses = new ArrayList<>();
        for (int i = 0; i < extractions.length; i++) {
            try {
                final RgbImage original = pictures.get(i).decode();
                final String name = pictures.get(i).name();
                final Optional<Aligned> aligned = alignment.map(known -> known.align(name, original));
                final RgbImage image = aligned.map(Aligned::image).orElse(original);
                decoded.accept(pictures.get(i), image);
                if (tiled()) {
                    extractions[i] = tiles(name, image);
                } else {
                    images.add(image);
                    readable.add(i);
                    poses.add(aligned.map(Aligned::pose));
                }
            } catch (final BlemishException e) {
                extractions[i] = new Extraction.Failed(e);
            }
        }
        final List<Extraction> extracted = extractor.extract(images);
        for (int i = 0; i < extracted.size(); i++) {
            final Extraction extraction = extracted.get(i);
            extractions[readable.get(i)] =
                    poses.get(i).map(pose -> posed(extraction, pose)).orElse(extraction);
        }
        return List.of(extractions);
    }

    private Extraction posed(final Extraction extraction, final Pose pose) {
        if (!(extraction instanceof Extraction.Done done)) {
            return extraction;
        }
        final PictureFeatures features = FilledFeatures.of(done.features(), pose, extractor.preprocessing());
        return new Extraction.Done(
                new PictureFeatures(features.size(), features.appearance(), features.networks(), Optional.of(pose)));
    }
}
