package io.blemish.dataset.generator;

/** A square picture that is being painted: its colours before light and camera, and the pixels that belong to the part. */
final class Canvas {
    private final int size;
    private final float[] colours;
    private final float[] part;

    Canvas(final int size) {
        this(size, new float[3 * size * size], new float[size * size]);
    }

    private Canvas(final int size, final float[] colours, final float[] part) {
        this.size = size;
        this.colours = colours;
        this.part = part;
    }

    Canvas copy() {
        return new Canvas(size, colours.clone(), part.clone());
    }

    int size() {
        return size;
    }

    /** The middle of a pixel in the picture's coordinates. */
    double middle(final int index) {
        return (index + 0.5) / size - 0.5;
    }

    Rgb at(final int column, final int row) {
        final int k = 3 * (row * size + column);
        return new Rgb(colours[k], colours[k + 1], colours[k + 2]);
    }

    /** The colour between pixels, interpolated; beyond the border it is the border's. */
    Rgb between(final double x, final double y) {
        final double column = Math.max(0, Math.min(size - 1.001, (x + 0.5) * size - 0.5));
        final double row = Math.max(0, Math.min(size - 1.001, (y + 0.5) * size - 0.5));
        final int i = (int) column;
        final int j = (int) row;
        final Rgb top = at(i, j).mix(at(i + 1, j), column - i);
        final Rgb bottom = at(i, j + 1).mix(at(i + 1, j + 1), column - i);
        return top.mix(bottom, row - j);
    }

    void set(final int column, final int row, final Rgb colour) {
        final int k = 3 * (row * size + column);
        colours[k] = (float) colour.red();
        colours[k + 1] = (float) colour.green();
        colours[k + 2] = (float) colour.blue();
    }

    void blend(final int column, final int row, final Rgb colour, final double share) {
        set(column, row, share >= 1 ? colour : at(column, row).mix(colour, share));
    }

    /** The share of a pixel that belongs to the part, in {@code [0, 1]}; defects of the surface stay on the part. */
    double part(final int column, final int row) {
        return part[row * size + column];
    }

    /** Paints the whole picture. */
    void fill(final Pose pose, final boolean isPart, final Ink ink) {
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                final double x = middle(column);
                final double y = middle(row);
                set(column, row, ink.at(pose.localX(x, y), pose.localY(x, y), 1));
                part[row * size + column] = isPart ? 1 : 0;
            }
        }
    }

    /** Paints a shape that belongs to the part, its edge blended over one pixel. */
    void paint(final Pose pose, final Shape shape, final Ink ink) {
        paint(pose, shape, ink, 1);
    }

    /** Paints a hole in the part, through which the background is seen. */
    void cut(final Pose pose, final Shape shape, final Ink ink) {
        paint(pose, shape, ink, 0);
    }

    private void paint(final Pose pose, final Shape shape, final Ink ink, final float isPart) {
        forEachNear(pose, shape, 1.0 / size, (column, row, x, y, distance) -> {
            final double share = Ramp.clamp(0.5 - distance * size);
            if (share > 0) {
                blend(column, row, ink.at(x, y, -distance / pose.scale()), share);
                final int k = row * size + column;
                part[k] = (float) (part[k] + (isPart - part[k]) * share);
            }
        });
    }

    /** Darkens around and under a shape, softly over {@code blur}. */
    void shade(final Pose pose, final Shape shape, final double blur, final double strength) {
        forEachNear(pose, shape, blur, (column, row, x, y, distance) -> {
            final double share = Ramp.step(blur, -blur, distance) * strength;
            set(column, row, at(column, row).times(1 - share));
        });
    }

    private void forEachNear(final Pose pose, final Shape shape, final double margin, final Visit visit) {
        final double radius = shape.radius() * pose.scale() + margin;
        final int left = pixel(pose.x() - radius);
        final int right = pixel(pose.x() + radius);
        final int top = pixel(pose.y() - radius);
        final int bottom = pixel(pose.y() + radius);
        for (int row = top; row <= bottom; row++) {
            for (int column = left; column <= right; column++) {
                final double x = pose.localX(middle(column), middle(row));
                final double y = pose.localY(middle(column), middle(row));
                final double distance = shape.distance(x, y) * pose.scale();
                if (distance < margin) {
                    visit.at(column, row, x, y, distance);
                }
            }
        }
    }

    private int pixel(final double coordinate) {
        return (int) Math.max(0, Math.min(size - 1, Math.floor((coordinate + 0.5) * size)));
    }

    /** An action at a pixel near a shape. */
    @FunctionalInterface
    private interface Visit {
        void at(int column, int row, double x, double y, double distance);
    }
}
