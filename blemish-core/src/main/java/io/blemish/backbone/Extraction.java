package io.blemish.backbone;

import io.blemish.BlemishException;
import java.util.List;

/** What became of one of several pictures: its features, or the reason why it has none. */
public sealed interface Extraction {
    /**
     * {@return the features; those of the first input, if the picture gives the networks several}
     *
     * @throws BlemishException where there are none
     */
    PictureFeatures orElseThrow();

    /**
     * {@return the features of each input that the picture gives the networks: of the whole picture, of each of its tiles, or of
     * the picture and its turned copies}
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
     * The picture gives the networks several inputs: its tiles, of which one or a few are in memory at a time, or itself and
     * copies that are turned.
     *
     * @param inputs the features of each tile, in the order of {@link io.blemish.image.TileGrid}, for which every iteration runs
     *     the networks; or of the picture, and then of each copy
     */
    record Several(Iterable<PictureFeatures> inputs) implements Extraction {
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
