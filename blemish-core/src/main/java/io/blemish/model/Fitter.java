package io.blemish.model;

import io.blemish.backbone.FeatureMap;
import io.blemish.embedding.PatchEmbedder;
import io.blemish.embedding.PatchStore;
import io.blemish.embedding.RandomProjection;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.util.List;
import java.util.Optional;

/** What is particular to one kind of detector when a model is fitted. */
interface Fitter {
    /**
     * The fitter for what the options ask for.
     *
     * @param options how to fit
     * @param first the feature maps of one of the pictures
     */
    static Fitter of(final FitOptions options, final List<FeatureMap> first) {
        if (options.method() instanceof Method.Padim padim) {
            return new PadimFitter(padim, options, first);
        }
        if (options.method() instanceof Method.Spade spade) {
            return new SpadeFitter(spade, options, first);
        }
        return new PatchCoreFitter(options);
    }

    /** How feature maps become the patches that the fit needs. */
    PatchEmbedder embedder();

    /**
     * A projection of the patches that the fit needs beside them, if any.
     *
     * @param dimension of a patch
     */
    default Optional<RandomProjection> projection(final int dimension) {
        return Optional.empty();
    }

    /** The fewest pictures that it can be fitted to. */
    default int fewestPictures() {
        return 1;
    }

    /**
     * Fits a detector.
     *
     * @param store the patches of all pictures; must stay open as long as what is returned
     * @param pictures slots to fit to, ascending
     * @param workers threads to use; the result does not depend on them
     * @param progress hears how far it is
     */
    Fitted fit(PatchStore store, int[] pictures, Workers workers, Progress progress);
}
