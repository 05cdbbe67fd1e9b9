package io.blemish.alignment;

import io.blemish.image.Box;
import io.blemish.image.Placement;
import io.blemish.image.Size;

/**
 * Where the pixels of a network's input lie in the picture that was brought to the template's pose for it.
 *
 * @param pose that the part has in the picture
 * @param placement of the picture in the input, whatever its pose
 */
public record AlignedInput(Pose pose, Placement placement) {
    /**
     * {@return which cells of a grid over the input show what comes from outside the picture: those whose middle does}
     *
     * @param rows of the grid
     * @param columns of the grid
     */
    public boolean[] outside(final int rows, final int columns) {
        final boolean[] outside = new boolean[rows * columns];
        forEachMiddle(rows, columns, (cell, u, v) -> outside[cell] = !inPicture(u, v));
        return outside;
    }

    /**
     * {@return for each cell of a grid over the input the cell that shows the nearest place of the picture: the cell itself,
     * unless its middle lies outside}
     *
     * @param rows of the grid
     * @param columns of the grid
     */
    public int[] sources(final int rows, final int columns) {
        final Size picture = placement.picture();
        final Similarity back = pose.toPicture(picture).inverse();
        // As far from the edge as the middle of a cell there.
        final double cell = Math.max(
                toPictureX((double) placement.input().width() / columns) - toPictureX(0),
                toPictureY((double) placement.input().height() / rows) - toPictureY(0));
        final double reachU = Math.max(0, picture.width() / 2.0 - cell / 2);
        final double reachV = Math.max(0, picture.height() / 2.0 - cell / 2);
        final int[] sources = new int[rows * columns];
        forEachMiddle(rows, columns, (number, u, v) -> {
            if (inPicture(u, v)) {
                sources[number] = number;
                return;
            }
            final double nearU = Math.max(-reachU, Math.min(reachU, u));
            final double nearV = Math.max(-reachV, Math.min(reachV, v));
            final double x = toInputX(back.mapX(nearU, nearV) + picture.width() / 2.0);
            final double y = toInputY(back.mapY(nearU, nearV) + picture.height() / 2.0);
            sources[number] = index(y * rows / placement.input().height(), rows) * columns
                    + index(x * columns / placement.input().width(), columns);
        });
        return sources;
    }

    private boolean inPicture(final double u, final double v) {
        return Math.abs(u) <= placement.picture().width() / 2.0
                && Math.abs(v) <= placement.picture().height() / 2.0;
    }

    /** Where the middles of cells lie in the picture as it is, from its middle. */
    private void forEachMiddle(final int rows, final int columns, final CellVisitor visitor) {
        final Size picture = placement.picture();
        final Similarity way = pose.toPicture(picture);
        for (int row = 0; row < rows; row++) {
            final double v = toPictureY((row + 0.5) * placement.input().height() / rows) - picture.height() / 2.0;
            for (int column = 0; column < columns; column++) {
                final double u =
                        toPictureX((column + 0.5) * placement.input().width() / columns) - picture.width() / 2.0;
                visitor.visit(row * columns + column, way.mapX(u, v), way.mapY(u, v));
            }
        }
    }

    private interface CellVisitor {
        void visit(int cell, double u, double v);
    }

    private static int index(final double place, final int count) {
        return (int) Math.max(0, Math.min(count - 1, Math.floor(place)));
    }

    /**
     * {@return a map of the aligned input as one of the picture as it is} What the aligned input does not show is 0.
     *
     * @param map {@code [height, width]} of the input; not changed
     */
    public float[] toPicture(final float[] map) {
        final int width = placement.input().width();
        final int height = placement.input().height();
        final Similarity back = pose.toPicture(placement.picture()).inverse();
        final double halfWidth = placement.picture().width() / 2.0;
        final double halfHeight = placement.picture().height() / 2.0;
        final float[] own = new float[map.length];
        for (int y = 0; y < height; y++) {
            final double v = toPictureY(y + 0.5) - halfHeight;
            for (int x = 0; x < width; x++) {
                final double u = toPictureX(x + 0.5) - halfWidth;
                own[y * width + x] = between(
                        map,
                        width,
                        height,
                        toInputX(back.mapX(u, v) + halfWidth) - 0.5,
                        toInputY(back.mapY(u, v) + halfHeight) - 0.5);
            }
        }
        return own;
    }

    /**
     * {@return the place in the aligned input that the middle of a pixel of the picture's own input comes to, the column first;
     * it may lie outside}
     *
     * @param x column of the input of the picture as it is
     * @param y row of the input of the picture as it is
     */
    public double[] toAligned(final int x, final int y) {
        final Size picture = placement.picture();
        final double halfWidth = picture.width() / 2.0;
        final double halfHeight = picture.height() / 2.0;
        final Similarity back = pose.toPicture(picture).inverse();
        final double u = toPictureX(x + 0.5) - halfWidth;
        final double v = toPictureY(y + 0.5) - halfHeight;
        return new double[] {toInputX(back.mapX(u, v) + halfWidth), toInputY(back.mapY(u, v) + halfHeight)};
    }

    /**
     * {@return a box of the same size whose middle shows the same place in the input of the picture as it is; inside the picture, of
     * which the input may be a crop}
     *
     * @param box of the aligned input
     */
    public Box toPicture(final Box box) {
        final Size picture = placement.picture();
        final Similarity way = pose.toPicture(picture);
        final double u = toPictureX(box.x() + box.width() / 2.0) - picture.width() / 2.0;
        final double v = toPictureY(box.y() + box.height() / 2.0) - picture.height() / 2.0;
        final double x = toInputX(way.mapX(u, v) + picture.width() / 2.0) - box.width() / 2.0;
        final double y = toInputY(way.mapY(u, v) + picture.height() / 2.0) - box.height() / 2.0;
        return new Box(
                within(x, placement.cutLeft(), placement.resized().width(), box.width()),
                within(y, placement.cutTop(), placement.resized().height(), box.height()),
                box.width(),
                box.height());
    }

    private static int within(final double place, final int cut, final int resized, final int length) {
        return (int) Math.round(Math.max(-cut, Math.min(resized - cut - length, place)));
    }

    /** Bilinear between the middles of pixels; 0 more than half a pixel outside. */
    private static float between(final float[] map, final int width, final int height, final double x, final double y) {
        if (!(x >= -0.5 && x <= width - 0.5 && y >= -0.5 && y <= height - 0.5)) {
            return 0;
        }
        final double inX = Math.max(0, Math.min(width - 1, x));
        final double inY = Math.max(0, Math.min(height - 1, y));
        final int left = (int) inX;
        final int top = (int) inY;
        final int right = Math.min(left + 1, width - 1);
        final int bottom = Math.min(top + 1, height - 1);
        final double fx = inX - left;
        final double above = map[top * width + left] * (1 - fx) + map[top * width + right] * fx;
        final double below = map[bottom * width + left] * (1 - fx) + map[bottom * width + right] * fx;
        return (float) (above + (inY - top) * (below - above));
    }

    private double toPictureX(final double inputX) {
        return (inputX + placement.cutLeft())
                * placement.picture().width()
                / placement.resized().width();
    }

    private double toPictureY(final double inputY) {
        return (inputY + placement.cutTop())
                * placement.picture().height()
                / placement.resized().height();
    }

    private double toInputX(final double pictureX) {
        return pictureX * placement.resized().width() / placement.picture().width() - placement.cutLeft();
    }

    private double toInputY(final double pictureY) {
        return pictureY * placement.resized().height() / placement.picture().height() - placement.cutTop();
    }
}
