package io.blemish.detector;

import io.blemish.ErrorCode;
import io.blemish.ModelException;
import io.blemish.array.FloatMatrix;
import io.blemish.artifact.ArtifactWriter;
import io.blemish.backbone.PictureFeatures;
import io.blemish.embedding.PatchEmbedder;
import io.blemish.embedding.Patches;
import io.blemish.search.Recall;
import java.io.IOException;
import java.util.Optional;

/**
 * A detector of one network: trained just now, or read from a model file. It can be asked, described and written either way.
 */
public interface TrainedDetector extends Detector {
    /** {@return what turns a picture's feature maps into the patches that are scored} */
    PatchEmbedder embedder();

    @Override
    default PatchScores score(final PictureFeatures features) {
        final Patches patches = embedder().embed(features.network(0));
        if (patches.dimension() != description().dimension()) {
            throw new ModelException(
                    ErrorCode.MODEL_DAMAGED,
                    "The model's network gives patches of " + patches.dimension()
                            + " values and its detector knows patches of "
                            + description().dimension() + ": they do not belong together.");
        }
        return score(patches);
    }

    /**
     * Scores a picture whose patches are already known.
     *
     * @param patches of one picture, embedded as the detector's trainer asks for
     * @return the score of the picture and the distance of each patch from the normal
     * @throws io.blemish.BlemishException if the grid of patches is not one that the detector can judge
     */
    PatchScores score(Patches patches);

    /** {@return its parameters} */
    DetectorDescription description();

    /** {@return the number of entries that it keeps: patches, or distributions of patches} */
    int entries();

    /**
     * Measures how often its search finds the nearest entry of a patch.
     *
     * @param patches {@code [n, d]} that are not among its entries
     * @return the share of the patches whose nearest entry is found; empty if the search is exact
     */
    default Optional<Recall> recall(final FloatMatrix patches) {
        return Optional.empty();
    }

    /**
     * {@return the same detector with a recall in its description}
     *
     * @param recall as measured on held-out patches; empty if the search is exact
     */
    default TrainedDetector withRecall(final Optional<Recall> recall) {
        return this;
    }

    /**
     * Writes its arrays; the description is written by the caller.
     *
     * @param writer of a model file, or of a folder in it
     * @throws IOException if the disk does not take them
     */
    void write(ArtifactWriter writer) throws IOException;
}
