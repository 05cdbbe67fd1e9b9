package io.blemish.dataset.generator;

/** A colour; each channel is in {@code [0, 1]} as the picture stores it, so without gamma. */
record Rgb(double red, double green, double blue) {
    static Rgb grey(final double level) {
        return new Rgb(level, level, level);
    }

    Rgb times(final double factor) {
        return new Rgb(red * factor, green * factor, blue * factor);
    }

    Rgb plus(final double light) {
        return new Rgb(red + light, green + light, blue + light);
    }

    Rgb mix(final Rgb other, final double share) {
        return new Rgb(
                red + (other.red - red) * share,
                green + (other.green - green) * share,
                blue + (other.blue - blue) * share);
    }
}
