package io.blemish.detector;

import io.blemish.array.FloatMatrix;
import io.blemish.artifact.ArtifactWriter;
import io.blemish.embedding.Patches;
import io.blemish.search.Recall;
import java.io.IOException;
import java.util.Optional;

/**
 * A detector of one network: trained just now, or read from a model file. It can be asked, described and written either way.
 */
public interface TrainedDetector extends Detector {
    /**
     * Scores a picture whose patches are already known.
     *
     * @param patches of one picture, embedded as the detector's trainer asks for
     * @throws io.blemish.BlemishException if the grid of patches is not one that the detector can judge
     */
    PatchScores score(Patches patches);

    /** Its parameters. */
    DetectorDescription description();

    /** How many entries it keeps: patches, or distributions of patches. */
    int entries();

    /**
     * Measures how often its search finds the nearest entry of a patch; empty if the search is exact.
     *
     * @param patches {@code [n, d]} that are not among its entries
     */
    default Optional<Recall> recall(final FloatMatrix patches) {
        return Optional.empty();
    }

    /**
     * The same detector with a recall in its description.
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
