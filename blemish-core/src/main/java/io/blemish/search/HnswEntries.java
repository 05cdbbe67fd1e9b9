package io.blemish.search;

import io.blemish.artifact.ArtifactFile;
import io.blemish.artifact.ArtifactWriter;
import io.blemish.artifact.Json;
import java.io.IOException;
import java.nio.IntBuffer;

/** The graph of approximate search as entries of a model file, so that opening a model computes nothing. */
public final class HnswEntries {
    private static final String BOUNDS = "search/bounds.json";
    private static final String MEAN = "search/mean.npy";
    private static final String AXES = "search/axes.npy";
    private static final String COORDINATES = "search/coordinates.npy";
    private static final String BASE = "search/graph_base.npy";
    private static final String STARTS = "search/graph_starts.npy";
    private static final String ROWS = "search/graph_rows.npy";
    private static final String LINKS = "search/graph_links.npy";

    private HnswEntries() {}

    /** Writes an index. */
    public static void write(final ArtifactWriter writer, final HnswIndex index) throws IOException {
        writer.bytes(BOUNDS, Json.document(new Bounds(index.axes().departure())));
        writer.floats(MEAN, index.axes().mean());
        writer.floats(AXES, index.axes().axes());
        writer.floats(COORDINATES, index.coordinates());
        writer.ints(BASE, copy(index.base()), index.base().capacity());
        writer.ints(STARTS, index.starts(), index.starts().length);
        writer.ints(ROWS, copy(index.rows()), index.rows().capacity());
        writer.ints(LINKS, copy(index.links()), index.links().capacity());
    }

    /** Reads an index. */
    public static HnswIndex read(final ArtifactFile file) {
        try {
            return new HnswIndex(
                    new PrincipalAxes(
                            file.floats(MEAN),
                            file.floats(AXES),
                            file.json(BOUNDS, Bounds.class).departure()),
                    file.floats(COORDINATES),
                    file.ints(BASE),
                    copy(file.ints(STARTS)),
                    file.ints(ROWS),
                    file.ints(LINKS));
        } catch (final IllegalArgumentException e) {
            throw file.contradictory(String.valueOf(e.getMessage()), e);
        }
    }

    private static int[] copy(final IntBuffer values) {
        final int[] copy = new int[values.capacity()];
        values.get(0, copy);
        return copy;
    }

    /**
     * The index's number.
     *
     * @param departure of its axes from orthonormal ones
     */
    private record Bounds(double departure) {}
}
