package io.blemish.export;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.ModelException;
import io.blemish.image.Picture;
import io.blemish.image.Size;
import io.blemish.model.Model;
import io.blemish.parallel.Progress;
import io.blemish.prediction.Prediction;
import java.util.List;
import java.util.Locale;

/**
 * Compares what a graph gives with what its model gives, picture by picture: every verdict has to be the same, and scores and
 * maps may differ by rounding alone.
 */
final class GraphCheck {
    /** Of a score, or of a map's largest value; runtimes sum in other orders. */
    static final double TOLERANCE = 1e-4;

    /** The same if weights are rounded to 11 bits. */
    static final double HALF_TOLERANCE = 1e-2;

    /** A score below this share of the threshold is close to nothing, and so is its last digit. */
    private static final double NOTHING = 0.01;

    private final Model model;
    private final ExportedGraph graph;
    private double score;
    private double map;

    GraphCheck(final Model model, final ExportedGraph graph) {
        this.model = model;
        this.graph = graph;
    }

    /**
     * Compares.
     *
     * @param pictures at least one
     * @param progress hears of the stage {@code check}
     * @throws BlemishException at the first difference, or if a picture cannot be judged
     */
    CheckSummary compare(final CheckPictures pictures, final Progress progress) {
        final List<Picture> all = pictures.pictures();
        for (int i = 0; i < all.size(); i++) {
            compare(all.get(i));
            progress.report("check", i + 1L, all.size());
        }
        return new CheckSummary(all.size(), pictures.source(), score, map);
    }

    private void compare(final Picture picture) {
        final Prediction expected = model.predict(picture);
        final Size input = new Size(expected.map().width(), expected.map().height());
        if (!input.equals(graph.size())) {
            throw new ModelException(
                    ErrorCode.GRAPH_MISMATCH,
                    "Picture " + picture.name() + " becomes an input of " + input + " and the graph takes "
                            + graph.size() + ": it judges pictures of the training pictures' proportions alone.");
        }
        final GraphVerdict found =
                graph.judge(picture.decode(), model.description().preprocessing());
        final double apart = Math.abs((double) found.score() - expected.score());
        final double unit = Math.max(expected.score(), NOTHING * expected.threshold());
        score = Math.max(score, apart == 0 ? 0 : apart / unit);
        map = Math.max(map, difference(found.map(), expected.map().values()));
        final double tolerance = graph.half() ? HALF_TOLERANCE : TOLERANCE;
        if (found.decision() != expected.verdict() || !(score <= tolerance) || !(map <= tolerance)) {
            throw differs(picture, expected, found);
        }
    }

    /** The largest difference of two maps, as a share of the largest value. */
    private static double difference(final float[] found, final float[] expected) {
        if (found.length != expected.length) {
            return Double.POSITIVE_INFINITY;
        }
        double largest = 0;
        double apart = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, expected[i]);
            apart = Math.max(apart, Math.abs((double) found[i] - expected[i]));
        }
        return apart == 0 ? 0 : apart / largest;
    }

    private ModelException differs(final Picture picture, final Prediction expected, final GraphVerdict found) {
        return new ModelException(
                ErrorCode.GRAPH_MISMATCH,
                String.format(
                        Locale.ROOT,
                        "The graph does not judge as the model does: picture %s has the score %s and the verdict '%s' by the"
                                + " model, %s and '%s' by the graph, and the maps differ by %.1e of their largest value.",
                        picture.name(),
                        expected.score(),
                        expected.verdict().word(),
                        found.score(),
                        found.decision().word(),
                        map));
    }
}
