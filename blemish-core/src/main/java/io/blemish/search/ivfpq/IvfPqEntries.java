package io.blemish.search.ivfpq;

import io.blemish.artifact.ArtifactFile;
import io.blemish.artifact.ArtifactWriter;
import io.blemish.search.vector.StoredAxes;
import java.io.IOException;

/** The entries of an index of inverted lists in a model file. */
final class IvfPqEntries {
    private static final String CENTROIDS = "search/centroids.npy";
    private static final String CODEBOOKS = "search/codebooks.npy";
    private static final String STARTS = "search/list_starts.npy";
    private static final String ROWS = "search/list_rows.npy";
    private static final String OFFSETS = "search/list_offsets.npy";
    private static final String CODES = "search/list_codes.npy";

    private IvfPqEntries() {}

    static void write(final ArtifactWriter writer, final IvfPqIndex index) throws IOException {
        final InvertedLists lists = index.lists();
        StoredAxes.write(writer, index.axes());
        writer.floats(CENTROIDS, index.centroids());
        writer.floats(CODEBOOKS, index.codebooks());
        writer.ints(STARTS, lists.starts(), lists.starts().length);
        final int[] rows = new int[lists.entries()];
        lists.rows().get(0, rows);
        writer.ints(ROWS, rows, rows.length);
        writer.floats(OFFSETS, lists.offsets());
        writer.bytes(CODES, lists.codes());
    }

    static IvfPqIndex read(final ArtifactFile file, final IvfPqMethod method) {
        final int[] starts = new int[file.ints(STARTS).capacity()];
        file.ints(STARTS).get(0, starts);
        try {
            return new IvfPqIndex(
                    method,
                    StoredAxes.read(file),
                    file.floats(CENTROIDS),
                    file.floats(CODEBOOKS),
                    new InvertedLists(starts, file.ints(ROWS), file.floats(OFFSETS), file.byteMatrix(CODES)));
        } catch (final IllegalArgumentException e) {
            throw file.contradictory(String.valueOf(e.getMessage()), e);
        }
    }
}
