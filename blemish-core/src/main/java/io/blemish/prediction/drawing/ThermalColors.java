package io.blemish.prediction.drawing;

/**
 * A sequential colour map from black over violet, red and orange to light yellow, like the picture of a thermal camera.
 *
 * <p>Equal steps in value look like equal steps in colour, as Smith and van der Walt required of matplotlib's colour maps
 * (SciPy 2015), and the lightness only increases, so the order is visible in grey prints and with colour blindness. The
 * colours lie on a Catmull-Rom curve through seven colours of our choice in the OKLab space, at equal distances along it.
 * OKLab and its constants: Björn Ottosson, "A perceptual color space for image processing", 2020.
 *
 * <p>All arithmetic is strict, so that pictures have the same bytes on every machine.
 */
public final class ThermalColors {
    /** The number of colours, one for each value of a byte. */
    static final int COUNT = 256;

    /** Lightness, chroma and hue in degrees (OKLCh) of the colours on the curve. */
    private static final double[][] KNOTS = {
        {0.13, 0.03, 280},
        {0.27, 0.115, 295},
        {0.42, 0.165, 335},
        {0.57, 0.185, 15},
        {0.70, 0.16, 45},
        {0.83, 0.135, 75},
        {0.97, 0.10, 103}
    };

    /** Points of the curve between two knots; so many that their distances add up to its length. */
    private static final int STEPS = 256;

    private static final double[][] LAB = atEqualDistances(curve());
    private static final int[] RGB = toRgb(LAB);

    private ThermalColors() {}

    /**
     * The colour of a position on the scale.
     *
     * @param position from 0 to 1; a position outside counts as the nearer end
     * @return red, green and blue in the lowest three bytes
     */
    public static int at(final float position) {
        return RGB[Math.round(Math.max(0f, Math.min(1f, position)) * (COUNT - 1))];
    }

    /** Lightness, a and b of a colour. */
    static double[] lab(final int index) {
        return LAB[index].clone();
    }

    private static double[][] curve() {
        final double[][] points = new double[KNOTS.length + 2][];
        for (int i = 0; i < KNOTS.length; i++) {
            points[i + 1] = fromPolar(KNOTS[i]);
        }
        points[0] = beyond(points[1], points[2]);
        points[KNOTS.length + 1] = beyond(points[KNOTS.length], points[KNOTS.length - 1]);
        final double[][] curve = new double[(KNOTS.length - 1) * STEPS + 1][];
        for (int i = 0; i < curve.length; i++) {
            final int segment = Math.min(i / STEPS, KNOTS.length - 2);
            curve[i] = catmullRom(points, segment, (double) (i - segment * STEPS) / STEPS);
        }
        return curve;
    }

    private static double[] fromPolar(final double[] lightnessChromaHue) {
        final double hue = StrictMath.toRadians(lightnessChromaHue[2]);
        return new double[] {
            lightnessChromaHue[0],
            lightnessChromaHue[1] * StrictMath.cos(hue),
            lightnessChromaHue[1] * StrictMath.sin(hue)
        };
    }

    private static double[] beyond(final double[] end, final double[] before) {
        return new double[] {2 * end[0] - before[0], 2 * end[1] - before[1], 2 * end[2] - before[2]};
    }

    private static double[] catmullRom(final double[][] points, final int segment, final double u) {
        final double[] point = new double[3];
        for (int i = 0; i < point.length; i++) {
            final double p0 = points[segment][i];
            final double p1 = points[segment + 1][i];
            final double p2 = points[segment + 2][i];
            final double p3 = points[segment + 3][i];
            point[i] = 0.5
                    * (2 * p1
                            + u * (p2 - p0)
                            + u * u * (2 * p0 - 5 * p1 + 4 * p2 - p3)
                            + u * u * u * (3 * p1 - p0 - 3 * p2 + p3));
        }
        return point;
    }

    private static double[][] atEqualDistances(final double[][] curve) {
        final double[] length = new double[curve.length];
        for (int i = 1; i < curve.length; i++) {
            length[i] = length[i - 1] + distance(curve[i - 1], curve[i]);
        }
        final double[][] even = new double[COUNT][];
        int after = 1;
        for (int i = 0; i < COUNT; i++) {
            final double wanted = length[curve.length - 1] * i / (COUNT - 1);
            while (after < curve.length - 1 && length[after] < wanted) {
                after++;
            }
            final double share = (wanted - length[after - 1]) / (length[after] - length[after - 1]);
            even[i] = between(curve[after - 1], curve[after], share);
        }
        return even;
    }

    private static double[] between(final double[] from, final double[] to, final double share) {
        final double[] point = new double[from.length];
        for (int i = 0; i < point.length; i++) {
            point[i] = from[i] + share * (to[i] - from[i]);
        }
        return point;
    }

    /** The distance between two colours in OKLab. */
    static double distance(final double[] one, final double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (one[i] - other[i]) * (one[i] - other[i]);
        }
        return StrictMath.sqrt(sum);
    }

    private static int[] toRgb(final double[][] labs) {
        final int[] colors = new int[labs.length];
        for (int i = 0; i < labs.length; i++) {
            colors[i] = toRgb(labs[i]);
        }
        return colors;
    }

    private static int toRgb(final double[] lab) {
        final double l = cube(lab[0] + 0.3963377774 * lab[1] + 0.2158037573 * lab[2]);
        final double m = cube(lab[0] - 0.1055613458 * lab[1] - 0.0638541728 * lab[2]);
        final double s = cube(lab[0] - 0.0894841775 * lab[1] - 1.2914855480 * lab[2]);
        return encode(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s) << 16
                | encode(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s) << 8
                | encode(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s);
    }

    private static double cube(final double value) {
        return value * value * value;
    }

    /** The sRGB byte of a linear intensity (IEC 61966-2-1). */
    private static int encode(final double linear) {
        final double inGamut = Math.max(0, Math.min(1, linear));
        final double encoded =
                inGamut <= 0.0031308 ? 12.92 * inGamut : 1.055 * StrictMath.pow(inGamut, 1 / 2.4) - 0.055;
        return (int) (encoded * 255 + 0.5);
    }
}
