package io.blemish.embedding;

/** Vectors of length 1, whose products are cosines. */
public final class UnitVector {
    /** A vector is at least divided by this, as in torch's {@code normalize}: one that is zero stays so. */
    public static final float SHORTEST = 1e-12f;

    private UnitVector() {}

    /**
     * Brings some values to length 1, in place.
     *
     * @param values in which the vector lies
     * @param from where it begins
     * @param count how many values it has
     */
    public static void normalise(final float[] values, final int from, final int count) {
        double square = 0;
        for (int i = from; i < from + count; i++) {
            square += (double) values[i] * values[i];
        }
        final float share = (float) (1 / Math.max(Math.sqrt(square), SHORTEST));
        for (int i = from; i < from + count; i++) {
            values[i] *= share;
        }
    }
}
