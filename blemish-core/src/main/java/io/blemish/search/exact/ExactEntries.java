package io.blemish.search.exact;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.blemish.artifact.ArtifactFile;
import io.blemish.artifact.ArtifactWriter;
import io.blemish.search.vector.StoredAxes;
import java.io.IOException;

/** The entries of an exact index in a model file. */
final class ExactEntries {
    private static final String LEADING = "search/heads.npy";
    private static final String TRAILING = "search/tails.npy";

    private ExactEntries() {}

    static void write(final ArtifactWriter writer, final ExactIndex index) throws IOException {
        StoredAxes.write(
                writer,
                index.axes(),
                new Numbers(index.error(), index.largestNorm(), index.axes().orthogonalityLoss()));
        writer.floats(LEADING, index.leading());
        writer.floats(TRAILING, index.trailing());
    }

    static ExactIndex read(final ArtifactFile file) {
        final Numbers numbers = file.json(StoredAxes.NUMBERS, Numbers.class);
        return new ExactIndex(
                StoredAxes.read(file),
                file.floats(LEADING),
                file.floats(TRAILING),
                numbers.error(),
                numbers.largestNorm());
    }

    /** The names in JSON are those of the first version of the format. */
    private record Numbers(
            double error,
            @JsonProperty("reach") double largestNorm,
            @JsonProperty("departure") double orthogonalityLoss) {}
}
