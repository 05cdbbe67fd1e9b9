package io.blemish.backbone.quantisation;

import io.blemish.BackboneException;
import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.backbone.FeatureMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The ranges of a network's values on some pictures. A range holds all of a value's numbers: to leave some out costs more
 * accuracy than the coarser steps of a wider range do (measured on ResNets and EfficientNet-Lite0).
 */
final class ActivationRanges {
    private final Map<String, ActivationRange> ranges = new LinkedHashMap<>();

    /**
     * Widens the ranges to hold the values of a picture.
     *
     * @param names of the values
     * @param maps the values, in the same order
     * @throws BlemishException if one of them is not a number
     */
    void add(final List<String> names, final List<FeatureMap> maps) {
        for (int i = 0; i < names.size(); i++) {
            final String name = names.get(i);
            final ActivationRange range = range(name, maps.get(i).values());
            ranges.merge(name, range, ActivationRange::with);
        }
    }

    private static ActivationRange range(final String name, final float[] values) {
        float low = 0;
        float high = 0;
        for (final float value : values) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        if (!Float.isFinite(low) || !Float.isFinite(high)) {
            throw new BackboneException(
                    ErrorCode.BACKBONE_UNSUITABLE,
                    "The network gives values that are not numbers ('" + name
                            + "'), so it cannot be turned into integers. Its weights are damaged; export or download them again.");
        }
        return new ActivationRange(low, high);
    }

    /**
     * The range of a value.
     *
     * @throws IllegalArgumentException if no picture gave a value of that name
     */
    ActivationRange of(final String name) {
        final ActivationRange range = ranges.get(name);
        if (range == null) {
            throw new IllegalArgumentException("no picture gave a value called " + name);
        }
        return range;
    }
}
