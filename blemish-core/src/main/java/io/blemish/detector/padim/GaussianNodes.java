package io.blemish.detector.padim;

import io.blemish.ErrorCode;
import io.blemish.ModelException;
import io.blemish.array.FloatMatrix;
import io.blemish.detector.GraphScores;
import io.blemish.onnx.GraphAssembly;
import io.blemish.onnx.GridValue;
import java.util.Arrays;
import java.util.List;

/** What {@link GaussianScorer} does, as nodes of a graph. The factors lie there as in the model, as triangles. */
final class GaussianNodes {
    private final GraphAssembly graph;
    private final PadimDescription description;
    private final FloatMatrix means;
    private final FloatMatrix factors;

    GaussianNodes(
            final GraphAssembly graph,
            final PadimDescription description,
            final FloatMatrix means,
            final FloatMatrix factors) {
        this.graph = graph;
        this.description = description;
        this.means = means;
        this.factors = factors;
    }

    /**
     * Scores pictures.
     *
     * @param patches of the drawn channels
     */
    GraphScores score(final GridValue patches) {
        if (patches.height() != description.gridHeight() || patches.width() != description.gridWidth()) {
            throw new ModelException(
                    ErrorCode.MODEL_NOT_EXPORTABLE,
                    "The graph's pictures would give " + patches.width() + "x" + patches.height()
                            + " patches and the model knows " + description.gridWidth() + "x"
                            + description.gridHeight() + " positions.");
        }
        final int positions = patches.positions();
        final int dimension = description.dimension();
        // Positions first, so that one product for each takes all pictures.
        final String vectors = graph.transpose(graph.reshape(patches.name(), -1, dimension, positions), 2, 1, 0);
        final String mean = graph.floats(List.of((long) positions, (long) dimension, 1L), all(means));
        final String whitened = graph.node("MatMul", matrices(positions, dimension), graph.node("Sub", vectors, mean));
        final String distances = graph.transpose(graph.reduce("ReduceL2", whitened, false, 1), 1, 0);
        final GridValue grid = new GridValue(
                graph.reshape(distances, -1, 1, patches.height(), patches.width()),
                1,
                patches.height(),
                patches.width());
        return new GraphScores(graph.reduce("ReduceMax", grid.name(), false, 1, 2, 3), grid);
    }

    /** The triangles as square matrices: what lies above the diagonal is gathered from a zero at the end of each. */
    private String matrices(final int positions, final int dimension) {
        final int packed = Gaussians.packed(dimension);
        graph.requireRoom((long) positions * packed);
        final float[] triangles = new float[Math.multiplyExact(positions, packed + 1)];
        for (int position = 0; position < positions; position++) {
            factors.copyRows(position, 1, triangles, position * (packed + 1));
        }
        final int[] places = new int[dimension * dimension];
        Arrays.fill(places, packed);
        int at = 0;
        for (int column = 0; column < dimension; column++) {
            for (int row = column; row < dimension; row++) {
                places[row * dimension + column] = at++;
            }
        }
        final String squares = graph.node(
                "Gather",
                node -> node.integer("axis", 1),
                graph.weights(List.of((long) positions, packed + 1L), triangles),
                graph.indices(places));
        return graph.reshape(squares, positions, dimension, dimension);
    }

    private static float[] all(final FloatMatrix matrix) {
        final float[] values = new float[Math.multiplyExact(matrix.rows(), matrix.columns())];
        matrix.copyRows(0, matrix.rows(), values, 0);
        return values;
    }
}
