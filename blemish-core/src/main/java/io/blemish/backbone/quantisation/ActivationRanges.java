package io.blemish.backbone.quantisation;

import io.blemish.InputException;
import io.blemish.backbone.FeatureMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The ranges that a network's values take on some pictures, all of them: what a range leaves out costs more accuracy than a
 * wider one's coarser steps do (measured on ResNets and EfficientNet-Lite0).
 */
final class ActivationRanges {
    private final Map<String, Range> ranges = new LinkedHashMap<>();

    /**
     * Adds a picture.
     *
     * @param names of the values
     * @param maps the values, in the same order
     * @throws InputException where one of them is not a number
     */
    void add(final List<String> names, final List<FeatureMap> maps) {
        for (int i = 0; i < names.size(); i++) {
            final String name = names.get(i);
            final Range range = range(name, maps.get(i).values());
            ranges.merge(name, range, Range::with);
        }
    }

    private static Range range(final String name, final float[] values) {
        float low = 0;
        float high = 0;
        for (final float value : values) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        if (!Float.isFinite(low) || !Float.isFinite(high)) {
            throw new InputException(
                    "The network gives values that are not numbers ('" + name
                            + "'), so it cannot be turned into integers. Its weights are damaged; export or download them again.");
        }
        return new Range(low, high);
    }

    /** The range of a value. */
    Range of(final String name) {
        final Range range = ranges.get(name);
        if (range == null) {
            throw new IllegalArgumentException("no picture gave a value called " + name);
        }
        return range;
    }
}
