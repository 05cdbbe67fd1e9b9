package io.blemish.array;

import java.util.Arrays;

/**
 * The connected components of a mask by 8-neighbourhood: pixels that touch at a side or a corner belong together.
 *
 * <p>It takes two passes with a union–find of provisional labels. The first pass gives each pixel the label of a neighbour
 * before it and joins labels that meet. The smaller label always represents the larger one, so that one pass over the labels
 * in increasing order numbers the components without gaps, in the order of their first pixel.
 */
public final class ConnectedComponents {
    private final int[] labels;
    private final int[] areas;

    private ConnectedComponents(final int[] labels, final int[] areas) {
        this.labels = labels;
        this.areas = areas;
    }

    /**
     * Labels a mask.
     *
     * @param mask row by row from the top, {@code [height, width]}
     * @throws IllegalArgumentException if the array does not fit the size
     */
    public static ConnectedComponents of(final boolean[] mask, final int width, final int height) {
        if ((long) width * height != mask.length) {
            throw new IllegalArgumentException(
                    "a " + width + "x" + height + " mask does not have " + mask.length + " values");
        }
        final int[] labels = new int[mask.length];
        final Equivalences equivalences = new Equivalences();
        for (int y = 0; y < height; y++) {
            labelRow(mask, labels, y * width, width, equivalences);
        }
        final int count = equivalences.number();
        final int[] areas = new int[count];
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] != 0) {
                labels[i] = equivalences.parent[labels[i]];
                areas[labels[i] - 1]++;
            }
        }
        return new ConnectedComponents(labels, areas);
    }

    private static void labelRow(
            final boolean[] mask, final int[] labels, final int row, final int width, final Equivalences equivalences) {
        final boolean first = row == 0;
        for (int x = 0; x < width; x++) {
            final int i = row + x;
            if (!mask[i]) {
                continue;
            }
            final int west = x > 0 ? labels[i - 1] : 0;
            final int north = first ? 0 : labels[i - width];
            final int northWest = first || x == 0 ? 0 : labels[i - width - 1];
            final int northEast = first || x == width - 1 ? 0 : labels[i - width + 1];
            // North touches all the others and west touches north-west, so only north-east can have another label.
            final int known = north != 0 ? north : west != 0 ? west : northWest;
            if (known == 0) {
                labels[i] = northEast != 0 ? northEast : equivalences.add();
            } else {
                labels[i] = known;
                if (north == 0 && northEast != 0) {
                    equivalences.join(known, northEast);
                }
            }
        }
    }

    /** How many components there are. */
    public int count() {
        return areas.length;
    }

    /** The component of each pixel, from 1; 0 outside the mask. {@code [height, width]}, not to be changed. */
    public int[] labels() {
        return labels;
    }

    /**
     * The number of pixels of a component.
     *
     * @param label from 1 to {@link #count()}
     */
    public int area(final int label) {
        return areas[label - 1];
    }

    /** The labels that belong to the same component. A label's parent is never larger than the label. */
    private static final class Equivalences {
        private static final int FIRST_CAPACITY = 64;

        private int[] parent = new int[FIRST_CAPACITY];
        private int last;

        int add() {
            last++;
            if (last == parent.length) {
                parent = Arrays.copyOf(parent, 2 * last);
            }
            parent[last] = last;
            return last;
        }

        void join(final int one, final int other) {
            final int a = root(one);
            final int b = root(other);
            parent[Math.max(a, b)] = Math.min(a, b);
        }

        private int root(final int label) {
            int at = label;
            while (parent[at] != at) {
                parent[at] = parent[parent[at]];
                at = parent[at];
            }
            return at;
        }

        /** Replaces each parent by the number of its component. Returns how many components there are. */
        int number() {
            int count = 0;
            for (int label = 1; label <= last; label++) {
                parent[label] = parent[label] == label ? ++count : parent[parent[label]];
            }
            return count;
        }
    }
}
