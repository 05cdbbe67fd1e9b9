package io.blemish.model;

import io.blemish.detector.Detector;
import io.blemish.model.ModelDescription.DetectorDescription;
import io.blemish.parallel.Workers;
import java.io.IOException;

/** What a fit has made, before it is written. */
interface Fitted extends AutoCloseable {
    /** A detector of it; valid until this is closed. */
    Detector detector(Workers workers);

    /** How many entries it keeps. */
    int entries();

    /** Its parameters. */
    DetectorDescription description();

    /** Writes its arrays. */
    void write(ModelWriter writer) throws IOException;

    @Override
    void close();
}
