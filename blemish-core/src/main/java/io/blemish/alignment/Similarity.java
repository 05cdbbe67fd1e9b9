package io.blemish.alignment;

/**
 * A similarity of the plane: {@code (u, v)} goes to {@code (a u - b v + x, b u + a v + y)}. Coordinates are counted from the
 * middle of a picture, to the right and down.
 */
record Similarity(double a, double b, double x, double y) {
    /** Turned and scaled about the middle. */
    static Similarity turned(final double radians, final double scale) {
        return new Similarity(scale * StrictMath.cos(radians), scale * StrictMath.sin(radians), 0, 0);
    }

    double scale() {
        return StrictMath.sqrt(a * a + b * b);
    }

    double mapX(final double u, final double v) {
        return a * u - b * v + x;
    }

    double mapY(final double u, final double v) {
        return b * u + a * v + y;
    }

    /** The same between pictures that are so many times larger. */
    Similarity enlarged(final double factor) {
        return new Similarity(a, b, factor * x, factor * y);
    }

    /** The way back. */
    Similarity inverse() {
        final double square = a * a + b * b;
        final double backA = a / square;
        final double backB = -b / square;
        return new Similarity(backA, backB, -(backA * x - backB * y), -(backB * x + backA * y));
    }

    /** The one that does another first, and then this. */
    Similarity after(final Similarity first) {
        return new Similarity(
                a * first.a - b * first.b, b * first.a + a * first.b, mapX(first.x, first.y), mapY(first.x, first.y));
    }
}
