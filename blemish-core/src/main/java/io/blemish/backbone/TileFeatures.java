package io.blemish.backbone;

import io.blemish.image.Appearance;
import io.blemish.image.Placement;
import io.blemish.image.Preprocessing;
import io.blemish.image.RgbImage;
import io.blemish.image.Size;
import io.blemish.image.TileGrid;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;

/**
 * The features of a picture's tiles, computed as they are asked for, so that those of a large picture are never in memory
 * together.
 */
final class TileFeatures implements Iterable<PictureFeatures> {
    private static final int CHANNELS = 3;

    private final FeatureExtractor extractor;
    private final int batch;
    private final TileGrid tiles;
    private final RgbImage resized;
    private final Appearance appearance;

    private TileFeatures(
            final FeatureExtractor extractor,
            final int batch,
            final TileGrid tiles,
            final RgbImage resized,
            final Appearance appearance) {
        this.extractor = extractor;
        this.batch = batch;
        this.tiles = tiles;
        this.resized = resized;
        this.appearance = appearance;
    }

    /**
     * The tiles of a picture.
     *
     * @param batch how many go through the networks together
     * @throws io.blemish.BlemishException if the picture is smaller than a tile
     */
    static TileFeatures of(final FeatureExtractor extractor, final RgbImage picture, final int batch) {
        final Preprocessing preprocessing = extractor.preprocessing();
        final TileGrid tiles = preprocessing.tiles(picture.size());
        final Appearance appearance = Appearance.of(
                preprocessing.apply(picture),
                0,
                preprocessing.outputSize(picture.size()),
                preprocessing.normalization());
        return new TileFeatures(extractor, batch, tiles, Preprocessing.resized(picture, tiles), appearance);
    }

    @Override
    public Iterator<PictureFeatures> iterator() {
        return new Run();
    }

    /** One way through the tiles. */
    private final class Run implements Iterator<PictureFeatures> {
        private final Queue<PictureFeatures> ready = new ArrayDeque<>();
        private int next;

        @Override
        public boolean hasNext() {
            return !ready.isEmpty() || next < tiles.count();
        }

        @Override
        public PictureFeatures next() {
            if (!hasNext()) {
                throw new NoSuchElementException("the picture has no further tile");
            }
            if (ready.isEmpty()) {
                final int end = Math.min(tiles.count(), next + batch);
                run(next, end)
                        .forEach(maps ->
                                ready.add(new PictureFeatures(tiles.whole().picture(), appearance, maps)));
                next = end;
            }
            return ready.remove();
        }

        private List<List<List<FeatureMap>>> run(final int from, final int to) {
            final Size input = tiles.placement(from).input();
            final int length = Math.toIntExact(CHANNELS * input.pixels());
            final float[] pixels = new float[Math.multiplyExact(length, to - from)];
            for (int tile = from; tile < to; tile++) {
                final Placement placement = tiles.placement(tile);
                extractor.preprocessing().apply(resized, placement, pixels, (tile - from) * length);
            }
            return extractor.run(pixels, to - from, input);
        }
    }
}
