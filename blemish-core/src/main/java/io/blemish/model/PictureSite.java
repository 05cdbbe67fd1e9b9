package io.blemish.model;

import io.blemish.detector.TrainedDetector;
import io.blemish.detector.patchcore.BankPatches;
import io.blemish.detector.patchcore.BankTrainer;
import io.blemish.embedding.Embedding;
import io.blemish.image.Appearance;
import io.blemish.image.Placement;
import io.blemish.image.Preprocessing;
import io.blemish.parallel.Progress;
import java.util.List;

/** Where pictures of good parts lie that are too many for one machine. They are embedded and scored there. */
public interface PictureSite {
    /**
     * Embeds every picture.
     *
     * @param order how
     * @param progress hears of the stage {@code embedding}
     * @return what became of them, to be closed by the caller
     * @throws io.blemish.BlemishException if no picture can be read, or two give different grids of patches
     */
    Embedded embed(Order order, Progress progress);

    /**
     * How pictures are to be embedded.
     *
     * @param network cut to its layers
     * @param preprocessing from a picture to the network's input
     * @param embedding from feature maps to patches
     * @param evidence what the model is to keep of the pictures
     */
    record Order(Network network, Preprocessing preprocessing, Embedding embedding, KeptEvidence evidence) {}

    /** Pictures whose patches lie where they were embedded. */
    interface Embedded extends AutoCloseable {
        /** {@return the names of the pictures that could be read, in their order; their numbers count from 0 in this list} */
        List<String> names();

        /** {@return the fingerprint of these pictures, see {@link io.blemish.image.Fingerprint}} */
        String fingerprint();

        /** {@return how these pictures look} */
        List<Appearance> appearances();

        /**
         * {@return small copies of these pictures, see {@link Thumbnails#toJpeg}} Empty arrays for pictures after the first
         * {@link Thumbnails#MOST} that were to be read, and for all of them if the order did not ask for copies.
         */
        List<byte[]> thumbnails();

        /** {@return a sentence for each picture that could not be read} */
        List<String> failures();

        /** {@return the place of the first picture in the network's input} */
        Placement placement();

        /**
         * {@return the patches of these pictures, closed with this}
         *
         * @param trainer that they are for; it says how they are projected
         */
        BankPatches patches(BankTrainer trainer);

        /**
         * Scores some pictures where they lie, as {@link PictureScore#of} does.
         *
         * @param detector that scores them
         * @param pictures their numbers
         * @param sigma of the Gaussian that smooths the map
         * @return the scores in the pictures' order
         */
        List<PictureScore> score(TrainedDetector detector, int[] pictures, double sigma);

        @Override
        void close();
    }
}
