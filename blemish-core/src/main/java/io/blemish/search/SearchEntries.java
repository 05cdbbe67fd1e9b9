package io.blemish.search;

import io.blemish.artifact.ArtifactFile;
import io.blemish.artifact.ArtifactWriter;
import io.blemish.artifact.Json;
import java.io.IOException;

/** The index of exact search as entries of a model file, so that opening a model computes nothing. */
public final class SearchEntries {
    private static final String BOUNDS = "search/bounds.json";
    private static final String MEAN = "search/mean.npy";
    private static final String AXES = "search/axes.npy";
    private static final String HEADS = "search/heads.npy";
    private static final String TAILS = "search/tails.npy";

    private SearchEntries() {}

    /** Writes an index. */
    public static void write(final ArtifactWriter writer, final SearchIndex index) throws IOException {
        writer.bytes(
                BOUNDS,
                Json.document(
                        new Bounds(index.error(), index.reach(), index.axes().departure())));
        writer.floats(MEAN, index.axes().mean());
        writer.floats(AXES, index.axes().axes());
        writer.floats(HEADS, index.heads());
        writer.floats(TAILS, index.tails());
    }

    /** Reads an index. */
    public static SearchIndex read(final ArtifactFile file) {
        final Bounds bounds = file.json(BOUNDS, Bounds.class);
        return new SearchIndex(
                new PrincipalAxes(file.floats(MEAN), file.floats(AXES), bounds.departure()),
                file.floats(HEADS),
                file.floats(TAILS),
                bounds.error(),
                bounds.reach());
    }

    /**
     * The index's numbers.
     *
     * @param error of its bounds
     * @param reach of its heads
     * @param departure of its axes from orthonormal ones
     */
    private record Bounds(double error, double reach, double departure) {}
}
