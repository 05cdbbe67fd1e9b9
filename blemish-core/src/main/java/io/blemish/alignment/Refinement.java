package io.blemish.alignment;

import java.util.stream.IntStream;

/**
 * Moves a pose to where the picture agrees best with the template, pixel by pixel: the inverse compositional algorithm of Baker
 * and Matthews (2004, section 3.2) with a similarity transform. The values of both are taken relative to their mean, in standard
 * deviations, so that brightness and contrast do not matter.
 */
final class Refinement {
    /** The square of a slope in levels of grey that only rounding makes. */
    private static final float FLAT = 0.25f;

    /** The least share of the template that must lie in a picture, for the two to be compared. */
    private static final double LEAST_OVERLAP = 0.4;

    private final Level template;
    private final float[] slopeX;
    private final float[] slopeY;

    /** The pixels that tell something of the pose: those that are not as their neighbours. */
    private final int[] steep;

    Refinement(final Level template) {
        this.template = template;
        this.slopeX = new float[template.values().length];
        this.slopeY = new float[template.values().length];
        final int side = template.side();
        final float[] values = template.values();
        for (int y = 1; y < side - 1; y++) {
            for (int x = 1; x < side - 1; x++) {
                if (!template.shows(template.coordinate(x) + 1, template.coordinate(y) + 1)
                        || !template.shows(template.coordinate(x) - 1, template.coordinate(y) - 1)) {
                    continue;
                }
                final int i = y * side + x;
                slopeX[i] = (values[i + 1] - values[i - 1]) / 2;
                slopeY[i] = (values[i + side] - values[i - side]) / 2;
            }
        }
        this.steep = IntStream.range(0, values.length)
                .filter(i -> slopeX[i] * slopeX[i] + slopeY[i] * slopeY[i] > FLAT)
                .toArray();
    }

    /** The normalised correlation in a pose, in {@code [-1, 1]}; 0 if too little of the template lies in the picture. */
    double correlation(final Level picture, final Similarity pose) {
        final Moments moments = new Moments();
        final int side = template.side();
        final double lastRow = template.halfHeight() - 0.5;
        for (int y = 0; y < side; y++) {
            final double v = template.coordinate(y);
            if (Math.abs(v) <= lastRow) {
                addRow(picture, pose, y * side, v, moments);
            }
        }
        return moments.count() < LEAST_OVERLAP * moments.all() ? 0 : moments.correlation();
    }

    private void addRow(
            final Level picture, final Similarity pose, final int row, final double v, final Moments moments) {
        final double lastColumn = template.halfWidth() - 0.5;
        for (int x = 0; x < template.side(); x++) {
            final double u = template.coordinate(x);
            if (Math.abs(u) <= lastColumn) {
                moments.pass();
                final double atU = pose.mapX(u, v);
                final double atV = pose.mapY(u, v);
                if (picture.shows(atU, atV)) {
                    moments.add(template.values()[row + x], picture.at(atU, atV));
                }
            }
        }
    }

    /**
     * The pose after some steps.
     *
     * @param still a step that moves no pixel of the picture by more than this is the last one
     */
    Similarity refine(final Level picture, final Similarity begin, final int most, final double still) {
        Similarity pose = begin;
        for (int i = 0; i < most; i++) {
            final double[] step = step(picture, pose);
            final Similarity increment = new Similarity(1 + step[0], step[1], step[2], step[3]);
            if (!(increment.scale() > 0.5 && increment.scale() < 2)) {
                return pose;
            }
            pose = pose.after(increment.inverse());
            final double reach = Math.hypot(step[0], step[1]) * template.side() / 2 + Math.hypot(step[2], step[3]);
            if (reach < still) {
                return pose;
            }
        }
        return pose;
    }

    /**
     * The step that Gauss and Newton would go. The difference between picture and template is linear in the mean and the
     * deviation of both, so one pass over the pixels gives all sums.
     */
    private double[] step(final Level picture, final Similarity pose) {
        final NormalEquations equations = new NormalEquations();
        for (final int i : steep) {
            final double u = template.coordinate(i % template.side());
            final double v = template.coordinate(i / template.side());
            final double atU = pose.mapX(u, v);
            final double atV = pose.mapY(u, v);
            if (picture.shows(atU, atV)) {
                final double x = slopeX[i];
                final double y = slopeY[i];
                equations.add(x * u + y * v, y * u - x * v, x, y, template.values()[i], picture.at(atU, atV));
            }
        }
        return equations.solution();
    }
}
