package io.blemish.embedding;

/**
 * Bilinear interpolation of one axis with torch's {@code align_corners=False}. For each target position it knows the source
 * position below, the source position above (the same at the end) and the weight of the upper one, in {@code [0, 1)}.
 */
public final class Upsampling {
    private final int[] lower;
    private final int[] upper;
    private final float[] weight;

    private Upsampling(final int[] lower, final int[] upper, final float[] weight) {
        this.lower = lower;
        this.upper = upper;
        this.weight = weight;
    }

    /**
     * {@return an interpolation from {@code source} positions to {@code target}}
     *
     * @param source how many positions there are
     * @param target how many are wanted
     */
    public static Upsampling of(final int source, final int target) {
        final int[] lower = new int[target];
        final int[] upper = new int[target];
        final float[] weight = new float[target];
        final float scale = (float) source / target;
        for (int i = 0; i < target; i++) {
            final float position = Math.max(0f, (i + 0.5f) * scale - 0.5f);
            lower[i] = Math.min((int) position, source - 1);
            upper[i] = Math.min(lower[i] + 1, source - 1);
            weight[i] = Math.min(Math.max(position - lower[i], 0f), 1f);
        }
        return new Upsampling(lower, upper, weight);
    }

    /** The same as a matrix. */
    AxisMatrix matrix(final int source) {
        return AxisMatrix.of(lower.length, source, (row, taken) -> {
            taken.add(lower[row], 1f - weight[row]);
            taken.add(upper[row], weight[row]);
        });
    }

    /**
     * Interpolates a plane in both directions.
     *
     * @param rows how its rows are placed
     * @param columns how its columns are placed
     * @param source the plane, {@code [*, sourceWidth]}
     * @param offset index of its first value
     * @param sourceWidth its width
     * @param target receives {@code [rows, columns]} values
     */
    public static void plane(
            final Upsampling rows,
            final Upsampling columns,
            final float[] source,
            final int offset,
            final int sourceWidth,
            final float[] target) {
        final float[][] expanded = new float[rows.upper[rows.upper.length - 1] + 1][columns.lower.length];
        for (int y = 0; y < expanded.length; y++) {
            expand(columns, source, offset + y * sourceWidth, expanded[y]);
        }
        for (int y = 0; y < rows.lower.length; y++) {
            final int at = y * columns.lower.length;
            blend(expanded[rows.lower[y]], expanded[rows.upper[y]], rows.weight[y], target, at);
        }
    }

    /** Brings a source row to the target's width, once for all target rows near it. */
    private static void expand(final Upsampling columns, final float[] source, final int from, final float[] target) {
        for (int x = 0; x < target.length; x++) {
            final float across = columns.weight[x];
            target[x] = source[from + columns.lower[x]] * (1f - across) + source[from + columns.upper[x]] * across;
        }
    }

    private static void blend(
            final float[] above, final float[] below, final float down, final float[] target, final int at) {
        final float up = 1f - down;
        for (int x = 0; x < above.length; x++) {
            target[at + x] = above[x] * up + below[x] * down;
        }
    }
}
