package io.blemish.alignment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * By how much one grid is displaced against another, from the phases of their spectra (Kuglin and Hines, "The Phase Correlation
 * Image Alignment Method", 1975). Fast changes, in which there is more noise than sign of the displacement, are held back by a
 * Gaussian.
 */
final class PhaseCorrelation {
    /** The standard deviation of the Gaussian over frequencies, as a share of the side. */
    private static final double SOFTNESS = 0.15;

    private final Grid template;
    private final double[] rowWeights;
    private final double[] columnWeights;

    /**
     * Prepares the comparison with a template.
     *
     * @param spectrum of the template, as {@link FourierTransform#forward} gives it
     */
    PhaseCorrelation(final Grid spectrum) {
        this.template = spectrum;
        this.rowWeights = weights(spectrum.rows());
        this.columnWeights = weights(spectrum.columns());
    }

    private static double[] weights(final int length) {
        final double[] weights = new double[length];
        for (int i = 0; i < length; i++) {
            final double frequency = (double) Math.min(i, length - i) / length / SOFTNESS;
            weights[i] = StrictMath.exp(-0.5 * frequency * frequency);
        }
        return weights;
    }

    /**
     * The places where the grid may be displaced to, the likeliest first.
     *
     * @param spectrum of the grid, which is used up
     * @param range how far down or up it may be displaced
     * @param columnRange how far to the right or left
     * @param most how many places
     */
    List<Displacement> displacements(final Grid spectrum, final int range, final int columnRange, final int most) {
        final Grid surface = FourierTransform.backward(phases(spectrum));
        final List<Displacement> peaks = new ArrayList<>();
        for (int down = -range; down <= range - (2 * range == surface.rows() ? 1 : 0); down++) {
            for (int right = -columnRange;
                    right <= columnRange - (2 * columnRange == surface.columns() ? 1 : 0);
                    right++) {
                if (isPeak(surface, down, right)) {
                    peaks.add(between(surface, down, right));
                }
            }
        }
        peaks.sort(Comparator.comparingDouble(Displacement::height).reversed());
        return peaks.subList(0, Math.min(most, peaks.size()));
    }

    private Grid phases(final Grid spectrum) {
        final double[] re = spectrum.re();
        final double[] im = spectrum.im();
        for (int row = 0; row < spectrum.rows(); row++) {
            for (int column = 0; column < spectrum.columns(); column++) {
                final int i = row * spectrum.columns() + column;
                final double crossRe = re[i] * template.re()[i] + im[i] * template.im()[i];
                final double crossIm = im[i] * template.re()[i] - re[i] * template.im()[i];
                final double size = Math.sqrt(crossRe * crossRe + crossIm * crossIm);
                final double weight = size > 0 ? rowWeights[row] * columnWeights[column] / size : 0;
                re[i] = weight * crossRe;
                im[i] = weight * crossIm;
            }
        }
        return spectrum;
    }

    private static double value(final Grid surface, final int down, final int right) {
        return surface.re()[
                Math.floorMod(down, surface.rows()) * surface.columns() + Math.floorMod(right, surface.columns())];
    }

    private static boolean isPeak(final Grid surface, final int down, final int right) {
        final double here = value(surface, down, right);
        for (int dy = -1; dy <= 1; dy++) {
            for (int dx = -1; dx <= 1; dx++) {
                final double other = value(surface, down + dy, right + dx);
                // Of equal neighbours the first one is the peak.
                if (other > here || (other == here && (dy < 0 || (dy == 0 && dx < 0)))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The top of a parabola through a peak and its neighbours. */
    private static Displacement between(final Grid surface, final int down, final int right) {
        final double here = value(surface, down, right);
        return new Displacement(
                down + vertex(value(surface, down - 1, right), here, value(surface, down + 1, right)),
                right + vertex(value(surface, down, right - 1), here, value(surface, down, right + 1)),
                here);
    }

    private static double vertex(final double before, final double here, final double after) {
        final double bend = 2 * here - before - after;
        return bend > 0 ? (after - before) / (2 * bend) : 0;
    }

    /**
     * A displacement.
     *
     * @param down in rows
     * @param right in columns
     * @param height how likely it is, compared with others
     */
    record Displacement(double down, double right, double height) {}
}
