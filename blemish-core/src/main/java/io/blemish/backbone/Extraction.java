package io.blemish.backbone;

import io.blemish.BlemishException;
import java.util.List;

/** What became of one of several pictures: its features, or the reason why it has none. */
public sealed interface Extraction {
    /**
     * {@return the features; those of the first tile, if the picture goes through the networks in tiles}
     *
     * @throws BlemishException where there are none
     */
    PictureFeatures orElseThrow();

    /**
     * {@return the features of each input that the picture gives the networks: of the whole picture, or of each of its tiles}
     * Those of a tile are computed when the iterator comes to it, and may throw a {@link BlemishException} then.
     *
     * @throws BlemishException where there are none
     */
    default Iterable<PictureFeatures> inputs() {
        return List.of(orElseThrow());
    }

    /**
     * The network took the picture.
     *
     * @param features what it says of it
     */
    record Done(PictureFeatures features) implements Extraction {
        @Override
        public PictureFeatures orElseThrow() {
            return features;
        }
    }

    /**
     * The picture goes through the networks in tiles, of which one or a few are in memory at a time.
     *
     * @param inputs the features of each tile, in the order of {@link io.blemish.image.TileGrid}; every iteration runs the
     *     networks
     */
    record Tiled(Iterable<PictureFeatures> inputs) implements Extraction {
        @Override
        public PictureFeatures orElseThrow() {
            return inputs.iterator().next();
        }
    }

    /**
     * The picture could not be read, or the network did not take it.
     *
     * @param reason a sentence for the user
     */
    record Failed(BlemishException reason) implements Extraction {
        @Override
        public PictureFeatures orElseThrow() {
            throw reason;
        }
    }
}
