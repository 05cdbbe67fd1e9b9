package io.blemish.search.vector;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.blemish.artifact.ArtifactFile;
import io.blemish.artifact.ArtifactWriter;
import java.io.IOException;

/** Principal axes as the first entries of a search index in a model file. */
public final class StoredAxes {
    /** The entry of the numbers of an index. */
    public static final String NUMBERS = "search/bounds.json";

    private static final String MEAN = "search/mean.npy";
    private static final String AXES = "search/axes.npy";

    private StoredAxes() {}

    /**
     * Writes axes.
     *
     * @param writer of the model file
     * @throws IOException if the disk does not take them
     */
    public static void write(final ArtifactWriter writer, final PrincipalAxes axes) throws IOException {
        write(writer, axes, new Numbers(axes.orthogonalityLoss()));
    }

    /**
     * Writes axes.
     *
     * @param writer of the model file
     * @param numbers a record of all numbers of the index, with the axes' loss of orthogonality as {@code departure}
     * @throws IOException if the disk does not take them
     */
    public static void write(final ArtifactWriter writer, final PrincipalAxes axes, final Record numbers)
            throws IOException {
        writer.json(NUMBERS, numbers);
        writer.floats(MEAN, axes.mean());
        writer.floats(AXES, axes.axes());
    }

    /** Reads the axes of an index; its arrays are mapped. */
    public static PrincipalAxes read(final ArtifactFile file) {
        final Numbers numbers = file.json(NUMBERS, Numbers.class);
        return new PrincipalAxes(file.floats(MEAN), file.floats(AXES), numbers.orthogonalityLoss());
    }

    private record Numbers(@JsonProperty("departure") double orthogonalityLoss) {}
}
