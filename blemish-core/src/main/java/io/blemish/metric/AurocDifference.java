package io.blemish.metric;

import java.util.Optional;

/**
 * The difference of the image AUROC of two models that judged the same pictures, with its 95% interval: DeLong, DeLong and
 * Clarke-Pearson, "Comparing the Areas under Two or More Correlated Receiver Operating Characteristic Curves", Biometrics 1988.
 * Because the pictures are the same, chance in their choice moves both figures alike, and the interval is narrower than those of
 * the figures let expect. It holds for many pictures that are independent of each other.
 *
 * @param first the AUROC of the first model, in {@code [0, 1]}
 * @param second the AUROC of the second model, in {@code [0, 1]}
 * @param low the lower end of the interval of the first AUROC less the second, in {@code [-1, 1]}
 * @param high the upper end, in {@code [-1, 1]}
 */
public record AurocDifference(double first, double second, double low, double high) {
    /**
     * Compares the scores of two models.
     *
     * @param first the first model's scores of the pictures; a higher score means more anomalous
     * @param second the second model's scores of the same pictures in the same order
     * @param anomalous labels of the pictures in the same order; true for a defective one
     * @return empty if there are fewer than two pictures of either kind
     * @throws IllegalArgumentException if a score is not a number or the arrays differ in length
     */
    public static Optional<AurocDifference> deLong(
            final float[] first, final float[] second, final boolean[] anomalous) {
        final Placements ofFirst = Placements.of(first, anomalous);
        final Placements ofSecond = Placements.of(second, anomalous);
        if (!ofFirst.hasTwoOfEachKind()) {
            return Optional.empty();
        }
        // A linear contrast of the components has the variance that DeLong's covariance matrix gives.
        final double half = AurocInterval.Z * ofFirst.minus(ofSecond).error();
        final double difference = ofFirst.auroc() - ofSecond.auroc();
        return Optional.of(new AurocDifference(
                ofFirst.auroc(), ofSecond.auroc(), Math.max(-1, difference - half), Math.min(1, difference + half)));
    }

    /** {@return the first AUROC less the second} */
    public double difference() {
        return first - second;
    }

    /** {@return whether the interval holds 0: these pictures do not tell which model is better} */
    public boolean tie() {
        return low <= 0 && high >= 0;
    }
}
