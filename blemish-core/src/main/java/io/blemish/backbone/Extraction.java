package io.blemish.backbone;

import io.blemish.BlemishException;

/** What became of one of several pictures: its features, or the reason why it has none. */
public sealed interface Extraction {
    /**
     * {@return the features}
     *
     * @throws BlemishException where there are none
     */
    PictureFeatures orElseThrow();

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
