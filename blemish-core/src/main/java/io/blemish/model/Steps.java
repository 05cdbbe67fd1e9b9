package io.blemish.model;

import io.blemish.ErrorCode;
import io.blemish.PictureException;
import io.blemish.backbone.FeatureExtractor;
import io.blemish.backbone.PictureFeatures;
import io.blemish.detector.Detector;
import io.blemish.detector.PatchScores;
import io.blemish.image.Picture;
import io.blemish.image.Placement;
import io.blemish.image.RgbImage;
import io.blemish.image.Size;
import io.blemish.prediction.AnomalyMap;
import io.blemish.prediction.MapRenderer;
import java.util.Optional;

/**
 * What leads from a picture to its scores and its map: a model's own networks, detector and drawing of maps, or one graph in their
 * place.
 *
 * @param extractor runs the networks, or the graph
 * @param detector gives the scores
 * @param maps gives the map
 * @param graph the size of the pictures that the one graph takes; empty if there is none
 */
record Steps(FeatureExtractor extractor, Detector detector, Maps maps, Optional<Size> graph) implements AutoCloseable {
    /** Where the anomaly map of a picture comes from. */
    @FunctionalInterface
    interface Maps {
        /** The map of a picture. */
        AnomalyMap of(PictureFeatures features, PatchScores scores, Placement placement);
    }

    /** The model's own steps. */
    static Steps own(final FeatureExtractor extractor, final Detector detector, final MapRenderer renderer) {
        return new Steps(
                extractor,
                detector,
                (features, scores, placement) -> renderer.render(scores, placement),
                Optional.empty());
    }

    /**
     * One graph.
     *
     * @param extractor runs the graph
     * @param own the model's own detector
     * @param size of the pictures that the graph takes
     */
    static Steps ofGraph(final FeatureExtractor extractor, final Detector own, final Size size) {
        return new Steps(
                extractor,
                new WholeGraphDetector(own),
                (features, scores, placement) -> WholeGraphDetector.map(features, placement),
                Optional.of(size));
    }

    /**
     * Refuses a picture that these steps do not take.
     *
     * @throws PictureException if one graph is run, and the picture becomes an input of another size
     */
    void require(final Picture picture, final RgbImage decoded) {
        if (graph.isPresent()) {
            final Size input = extractor.preprocessing().outputSize(decoded.size());
            if (!input.equals(graph.get())) {
                throw new PictureException(
                        ErrorCode.PICTURE_UNSUITABLE,
                        "Picture " + picture.name() + " becomes an input of " + input + " and the graph takes "
                                + graph.get() + ": it judges pictures of the training pictures' proportions alone.");
            }
        }
    }

    @Override
    public void close() {
        detector.close();
        extractor.close();
    }
}
