package io.blemish.backbone;

import io.blemish.BlemishException;
import io.blemish.alignment.Pose;
import io.blemish.alignment.Turns;
import io.blemish.image.Picture;
import io.blemish.image.RgbImage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.function.BiConsumer;

/** Decodes pictures and runs each of them through networks with its turned copies, as pictures to learn from. */
final class TurnedReading implements FeatureSource {
    private final FeatureExtractor extractor;
    private final int batch;
    private final Turns turns;
    private final BiConsumer<Picture, RgbImage> decoded;

    TurnedReading(
            final FeatureExtractor extractor,
            final int batch,
            final Turns turns,
            final BiConsumer<Picture, RgbImage> decoded) {
        this.extractor = extractor;
        this.batch = batch;
        this.turns = turns;
        this.decoded = decoded;
    }

    /** The copies of one picture fill batches, so that no picture waits in memory for another. */
    @Override
    public int batch() {
        return 1;
    }

    @Override
    public List<Extraction> features(final List<Picture> pictures) {
        return pictures.stream().map(this::extraction).toList();
    }

    private Extraction extraction(final Picture picture) {
        try {
            final RgbImage image = picture.decode();
            decoded.accept(picture, image);
            return new Extraction.Several(() -> new Copies(image));
        } catch (final BlemishException e) {
            return new Extraction.Failed(e);
        }
    }

    /** The features of a picture and its copies, of which one batch is in memory at a time. */
    private final class Copies implements Iterator<PictureFeatures> {
        private final RgbImage image;
        private final Iterator<Pose> poses = turns.poses().iterator();
        private final Queue<PictureFeatures> ready = new ArrayDeque<>();

        Copies(final RgbImage image) {
            this.image = image;
        }

        @Override
        public boolean hasNext() {
            return !ready.isEmpty() || poses.hasNext();
        }

        @Override
        public PictureFeatures next() {
            if (ready.isEmpty()) {
                final List<Pose> some = new ArrayList<>();
                while (some.size() < batch && poses.hasNext()) {
                    some.add(poses.next());
                }
                final List<Extraction> extracted = extractor.extract(
                        some.stream().map(pose -> Turns.turned(image, pose)).toList());
                for (int i = 0; i < some.size(); i++) {
                    ready.add(
                            FilledFeatures.of(extracted.get(i).orElseThrow(), some.get(i), extractor.preprocessing()));
                }
            }
            return ready.remove();
        }
    }
}
