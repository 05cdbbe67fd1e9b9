package io.blemish.search.hnsw;

import io.blemish.array.FloatMatrix;
import io.blemish.artifact.ArtifactFile;
import io.blemish.artifact.ArtifactWriter;
import io.blemish.search.vector.StoredAxes;
import java.io.IOException;
import java.nio.IntBuffer;

/** The entries of a graph in a model file. */
final class HnswEntries {
    private static final String COORDINATES = "search/coordinates.npy";
    private static final String BASE = "search/graph_base.npy";
    private static final String STARTS = "search/graph_starts.npy";
    private static final String ROWS = "search/graph_rows.npy";
    private static final String LINKS = "search/graph_links.npy";

    private HnswEntries() {}

    static void write(final ArtifactWriter writer, final HnswIndex index) throws IOException {
        final StoredGraph graph = index.graph();
        StoredAxes.write(writer, index.axes());
        writer.floats(COORDINATES, index.coordinates());
        write(writer, BASE, graph.base());
        writer.ints(STARTS, graph.starts(), graph.starts().length);
        write(writer, ROWS, graph.rows());
        write(writer, LINKS, graph.links());
    }

    private static void write(final ArtifactWriter writer, final String name, final IntBuffer values)
            throws IOException {
        writer.ints(name, copy(values), values.capacity());
    }

    static HnswIndex read(final ArtifactFile file, final HnswMethod method) {
        try {
            final FloatMatrix coordinates = file.floats(COORDINATES);
            final StoredGraph graph = new StoredGraph(
                    coordinates.rows(), file.ints(BASE), copy(file.ints(STARTS)), file.ints(ROWS), file.ints(LINKS));
            return new HnswIndex(method, StoredAxes.read(file), coordinates, graph);
        } catch (final IllegalArgumentException e) {
            throw file.contradictory(String.valueOf(e.getMessage()), e);
        }
    }

    private static int[] copy(final IntBuffer values) {
        final int[] copy = new int[values.capacity()];
        values.get(0, copy);
        return copy;
    }
}
