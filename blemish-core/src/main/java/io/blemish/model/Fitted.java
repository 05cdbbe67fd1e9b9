package io.blemish.model;

import io.blemish.array.FloatMatrix;
import io.blemish.artifact.ArtifactWriter;
import io.blemish.detector.Detector;
import io.blemish.model.ModelDescription.DetectorDescription;
import io.blemish.parallel.Workers;
import io.blemish.search.Recall;
import java.io.IOException;
import java.util.Optional;

/** What a fit has made, before it is written. */
interface Fitted extends AutoCloseable {
    /** A detector of it; valid until this is closed. */
    Detector detector(Workers workers);

    /** How many entries it keeps. */
    int entries();

    /**
     * How often its search finds the nearest entry of each of some patches; empty where it always does.
     *
     * @param patches that are not among its entries
     */
    default Optional<Recall> recall(final FloatMatrix patches, final Workers workers) {
        return Optional.empty();
    }

    /**
     * Its parameters.
     *
     * @param recall of its search, where that was measured
     */
    DetectorDescription description(Optional<Recall> recall);

    /** Writes its arrays. */
    void write(ArtifactWriter writer) throws IOException;

    @Override
    void close();
}
