package io.blemish.backbone;

import io.blemish.alignment.AlignedInput;
import io.blemish.alignment.Pose;
import io.blemish.image.Preprocessing;
import java.util.List;

/**
 * Features of a picture that was brought to another pose, where what lies outside of it takes those of the nearest place inside:
 * what a network says of the repeated edge is neither normal nor a defect.
 */
final class FilledFeatures {
    private FilledFeatures() {}

    static PictureFeatures of(final PictureFeatures features, final Pose pose, final Preprocessing preprocessing) {
        final AlignedInput input = new AlignedInput(pose, preprocessing.placement(features.size()));
        final List<List<FeatureMap>> networks = features.networks().stream()
                .map(maps -> maps.stream().map(map -> filled(map, input)).toList())
                .toList();
        return new PictureFeatures(features.size(), features.appearance(), networks);
    }

    private static FeatureMap filled(final FeatureMap map, final AlignedInput input) {
        final int[] sources = input.sources(map.height(), map.width());
        final float[] values = new float[map.values().length];
        for (int from = 0; from < values.length; from += sources.length) {
            for (int cell = 0; cell < sources.length; cell++) {
                values[from + cell] = map.values()[from + sources[cell]];
            }
        }
        return new FeatureMap(map.channels(), map.height(), map.width(), values);
    }
}
