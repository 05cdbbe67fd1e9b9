package io.blemish.model;

import io.blemish.backbone.FeatureMap;
import io.blemish.backbone.PictureFeatures;
import io.blemish.detector.Detector;
import io.blemish.detector.GraphScores;
import io.blemish.detector.PatchScores;
import io.blemish.detector.PatchSource;
import io.blemish.image.Placement;
import io.blemish.onnx.GraphAssembly;
import io.blemish.onnx.GridValue;
import io.blemish.prediction.AnomalyMap;
import java.util.List;
import java.util.Optional;

/**
 * Reads the outputs of a {@link WholeGraph}, which come as the feature maps of a network, as the scores that the model's own
 * detector would give.
 *
 * @param own the model's detector, which knows where the entries of its bank come from; closed with this
 */
record WholeGraphDetector(Detector own) implements Detector {
    private static final int SCORE = 0;
    private static final int MAP = 1;
    private static final int DISTANCES = 2;
    private static final int NEAREST = 3;

    @Override
    public PatchScores score(final PictureFeatures features) {
        final List<FeatureMap> outputs = features.network(0);
        final FeatureMap distances = outputs.get(DISTANCES);
        return new PatchScores(
                score(outputs),
                distances.height(),
                distances.width(),
                distances.values(),
                outputs.size() > NEAREST ? entries(outputs.get(NEAREST)) : new int[0]);
    }

    /** A runtime may pass over what is not a number when it looks for the largest. */
    private static float score(final List<FeatureMap> outputs) {
        for (final float distance : outputs.get(DISTANCES).values()) {
            if (!Float.isFinite(distance)) {
                return Float.NaN;
            }
        }
        return outputs.get(SCORE).values()[0];
    }

    private static int[] entries(final FeatureMap nearest) {
        final float[] numbers = nearest.values();
        final int[] entries = new int[numbers.length];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = (int) numbers[i];
        }
        return entries;
    }

    /** The map of a picture, which the graph has drawn. */
    static AnomalyMap map(final PictureFeatures features, final Placement placement) {
        return new AnomalyMap(features.network(0).get(MAP).values(), placement);
    }

    @Override
    public GraphScores addTo(final GraphAssembly graph, final List<List<GridValue>> networks) {
        return own.addTo(graph, networks);
    }

    @Override
    public Optional<PatchSource> source(final int entry) {
        return own.source(entry);
    }

    @Override
    public void close() {
        own.close();
    }
}
