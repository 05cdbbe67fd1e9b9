package io.blemish.alignment;

/**
 * The equations of a step of Gauss and Newton with four parameters. The difference between a picture and the template is linear in
 * the mean and the deviation of both, so one pass over the pixels gives all sums. They are fields and not arrays, which takes half
 * the time.
 */
final class NormalEquations {
    private static final int PARAMETERS = 4;
    private static final double SINGULAR = 1e-9;

    private final Moments moments = new Moments();
    private double aa;
    private double ab;
    private double ax;
    private double ay;
    private double bb;
    private double bx;
    private double by;
    private double xx;
    private double xy;
    private double yy;
    private double a;
    private double b;
    private double x;
    private double y;
    private double aTemplate;
    private double bTemplate;
    private double xTemplate;
    private double yTemplate;
    private double aPicture;
    private double bPicture;
    private double xPicture;
    private double yPicture;

    /** Adds a pixel: its slopes by each parameter, and its value in the template and in the picture. */
    void add(
            final double byA,
            final double byB,
            final double byX,
            final double byY,
            final double ofTemplate,
            final double ofPicture) {
        moments.add(ofTemplate, ofPicture);
        aa += byA * byA;
        ab += byA * byB;
        ax += byA * byX;
        ay += byA * byY;
        bb += byB * byB;
        bx += byB * byX;
        by += byB * byY;
        xx += byX * byX;
        xy += byX * byY;
        yy += byY * byY;
        a += byA;
        b += byB;
        x += byX;
        y += byY;
        aTemplate += byA * ofTemplate;
        bTemplate += byB * ofTemplate;
        xTemplate += byX * ofTemplate;
        yTemplate += byY * ofTemplate;
        aPicture += byA * ofPicture;
        bPicture += byB * ofPicture;
        xPicture += byX * ofPicture;
        yPicture += byY * ofPicture;
    }

    /** The step; none at all if the pixels do not tell one. */
    double[] solution() {
        if (moments.count() == 0 || !(moments.pictureDeviation() > 0)) {
            return new double[PARAMETERS];
        }
        return solved(new double[][] {
            {aa, ab, ax, ay, difference(a, aTemplate, aPicture)},
            {ab, bb, bx, by, difference(b, bTemplate, bPicture)},
            {ax, bx, xx, xy, difference(x, xTemplate, xPicture)},
            {ay, by, xy, yy, difference(y, yTemplate, yPicture)}
        });
    }

    private double difference(final double slopes, final double byTemplate, final double byPicture) {
        final double gain = moments.templateDeviation() / moments.pictureDeviation();
        return gain * (byPicture - moments.pictureMean() * slopes) - (byTemplate - moments.templateMean() * slopes);
    }

    /** Gauss and Jordan. The matrix is positive, so it needs no exchange of rows. */
    private static double[] solved(final double[][] rows) {
        for (int k = 0; k < PARAMETERS; k++) {
            final double pivot = rows[k][k];
            if (!(pivot > SINGULAR)) {
                return new double[PARAMETERS];
            }
            for (int i = 0; i < PARAMETERS; i++) {
                final double factor = rows[i][k] / pivot;
                for (int j = k; i != k && j <= PARAMETERS; j++) {
                    rows[i][j] -= factor * rows[k][j];
                }
            }
        }
        final double[] solution = new double[PARAMETERS];
        for (int k = 0; k < PARAMETERS; k++) {
            solution[k] = rows[k][PARAMETERS] / rows[k][k];
        }
        return solution;
    }
}
