package io.blemish.search;

import io.blemish.artifact.ArtifactFile;
import io.blemish.artifact.ArtifactWriter;
import io.blemish.artifact.Json;
import java.io.IOException;

/** The index of approximate search as entries of a model file, so that opening a model computes nothing. */
public final class IvfPqEntries {
    private static final String BOUNDS = "search/bounds.json";
    private static final String MEAN = "search/mean.npy";
    private static final String AXES = "search/axes.npy";
    private static final String CENTROIDS = "search/centroids.npy";
    private static final String CODEBOOKS = "search/codebooks.npy";
    private static final String STARTS = "search/list_starts.npy";
    private static final String ROWS = "search/list_rows.npy";
    private static final String OFFSETS = "search/list_offsets.npy";
    private static final String CODES = "search/list_codes.npy";

    private IvfPqEntries() {}

    /** Writes an index. */
    public static void write(final ArtifactWriter writer, final IvfPqIndex index) throws IOException {
        writer.bytes(BOUNDS, Json.document(new Bounds(index.axes().departure())));
        writer.floats(MEAN, index.axes().mean());
        writer.floats(AXES, index.axes().axes());
        writer.floats(CENTROIDS, index.centroids());
        writer.floats(CODEBOOKS, index.codebooks());
        writer.ints(STARTS, index.starts(), index.starts().length);
        final int[] rows = new int[index.rows().capacity()];
        index.rows().get(0, rows);
        writer.ints(ROWS, rows, rows.length);
        writer.floats(OFFSETS, index.offsets());
        writer.bytes(CODES, index.codes());
    }

    /** Reads an index. */
    public static IvfPqIndex read(final ArtifactFile file) {
        final int[] starts = new int[file.ints(STARTS).capacity()];
        file.ints(STARTS).get(0, starts);
        try {
            return new IvfPqIndex(
                    new PrincipalAxes(
                            file.floats(MEAN),
                            file.floats(AXES),
                            file.json(BOUNDS, Bounds.class).departure()),
                    file.floats(CENTROIDS),
                    file.floats(CODEBOOKS),
                    starts,
                    file.ints(ROWS),
                    file.floats(OFFSETS),
                    file.byteMatrix(CODES));
        } catch (final IllegalArgumentException e) {
            throw file.contradictory(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * The index's number.
     *
     * @param departure of its axes from orthonormal ones
     */
    private record Bounds(double departure) {}
}
