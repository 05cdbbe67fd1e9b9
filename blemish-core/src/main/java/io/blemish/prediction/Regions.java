package io.blemish.prediction;

import io.blemish.array.ConnectedComponents;
import io.blemish.image.Box;
import io.blemish.image.Placement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds the regions of an anomaly map. */
public final class Regions {
    private Regions() {}

    /**
     * The connected parts (8 neighbours) of a map above a threshold, in pixels of the picture.
     *
     * @param map of the picture
     * @param threshold a pixel belongs to a region if the map is above this
     * @return highest peak first
     */
    public static List<Region> above(final AnomalyMap map, final float threshold) {
        final float[] values = map.values();
        final boolean[] mask = new boolean[values.length];
        for (int i = 0; i < values.length; i++) {
            mask[i] = values[i] > threshold;
        }
        final ConnectedComponents components = ConnectedComponents.of(mask, map.width(), map.height());
        final Extent[] extents = new Extent[components.count()];
        for (int i = 0; i < values.length; i++) {
            final int label = components.labels()[i];
            if (label > 0) {
                extents[label - 1] = extents[label - 1] == null ? new Extent() : extents[label - 1];
                extents[label - 1].add(i % map.width(), i / map.width(), values[i]);
            }
        }
        final List<Region> regions = new ArrayList<>();
        for (int c = 0; c < extents.length; c++) {
            regions.add(extents[c].region(components.area(c + 1), map.placement()));
        }
        regions.sort(Comparator.comparingDouble(Region::peak).reversed());
        return regions;
    }

    /** The bounds and the peak of a region, in pixels of the network's input. */
    private static final class Extent {
        private int left = Integer.MAX_VALUE;
        private int top = Integer.MAX_VALUE;
        private int right;
        private int bottom;
        private int peakX;
        private int peakY;
        private float peak = Float.NEGATIVE_INFINITY;

        private void add(final int x, final int y, final float value) {
            left = Math.min(left, x);
            top = Math.min(top, y);
            right = Math.max(right, x);
            bottom = Math.max(bottom, y);
            if (value > peak) {
                peak = value;
                peakX = x;
                peakY = y;
            }
        }

        private Region region(final int area, final Placement placement) {
            final Box box = placement.toPicture(new Box(left, top, right - left + 1, bottom - top + 1));
            return new Region(
                    box.x(),
                    box.y(),
                    box.width(),
                    box.height(),
                    Math.max(1, Math.round(area * placement.pictureAreaOfInputPixel())),
                    peak,
                    placement.toPictureX(peakX),
                    placement.toPictureY(peakY));
        }
    }
}
