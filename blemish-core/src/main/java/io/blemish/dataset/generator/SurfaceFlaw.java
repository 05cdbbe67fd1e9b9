package io.blemish.dataset.generator;

/** Draws scratches, dents and stains, which any surface can get after it is made. */
final class SurfaceFlaw {
    /** The share of the other colour in the middle of a faded area, at the contrast of easy defects. */
    private static final double FADED = 0.4;

    private SurfaceFlaw() {}

    /** Draws a defect of the surface over a finished part. */
    static void apply(
            final Defect defect,
            final Canvas canvas,
            final Pose pose,
            final Part part,
            final Difficulty difficulty,
            final Draw draw) {
        final Part.Spot spot = part.spot(draw);
        final Pose at = pose.piece(spot.x(), spot.y(), draw.around(StrictMath.PI));
        final double scale = part.defectScale() * difficulty.size();
        switch (defect) {
            case SCRATCH -> scratch(canvas, at, scale, difficulty.strength(), draw);
            case DENT -> dent(canvas, at, scale, difficulty.strength(), draw);
            case STAIN -> stain(canvas, at, part.stain(draw), difficulty, draw);
            case MISSING, DISPLACED -> throw new IllegalArgumentException(defect + " is no defect of the surface");
        }
    }

    /** Gives a broad area of the part a slightly other colour, that of a stain, softly to all sides. */
    static void fade(
            final Canvas canvas, final Pose pose, final Part part, final Difficulty difficulty, final Draw draw) {
        final Part.Spot spot = part.spot(draw);
        final Pose at = pose.piece(spot.x(), spot.y(), draw.around(StrictMath.PI));
        final Rgb colour = part.stain(draw);
        final double radius = draw.between(0.22, 0.32);
        final double stretch = draw.between(0.6, 1);
        final double share = FADED * difficulty.strength() * draw.between(0.85, 1.15);
        forEachPixel(canvas, at, radius, (column, row, x, y) -> {
            final double r = Math.sqrt(x * x + y * y / (stretch * stretch)) / radius;
            canvas.blend(column, row, colour, share * Ramp.bump(r, 1) * canvas.part(column, row));
        });
    }

    /** A bent groove: dark inside, bright along the burr beside it, and fainter in some places. */
    private static void scratch(
            final Canvas canvas, final Pose pose, final double coarse, final double strength, final Draw draw) {
        final double half = coarse * draw.between(0.08, 0.16);
        final double bend = draw.around(0.05);
        final double width = coarse * draw.between(0.007, 0.011);
        final Noise pressure = new Noise(draw.seed());
        final double[] points = new double[2 * 13];
        for (int k = 0; k <= 12; k++) {
            final double t = k / 6.0 - 1;
            points[2 * k] = t * half;
            points[2 * k + 1] = bend * (t * t - 0.5) + 0.004 * pressure.at(9 + 4 * t, 3);
        }
        final Shape groove = Shape.line(width, points);
        final Shape burr = Shape.line(width * 0.6, points);
        forEachPixel(canvas, pose, half * 1.6, (column, row, x, y) -> {
            final double press = (0.75 + 0.35 * pressure.at(x * 30, 0)) * canvas.part(column, row) * strength;
            final double thin = Ramp.step(1.0, 0.75, Math.abs(x) / half);
            final double deep = cover(canvas, groove.distance(x, y)) * press * thin;
            final double bright = cover(canvas, burr.distance(x, y + width * 0.75)) * press * thin;
            final Rgb before = canvas.at(column, row);
            canvas.set(column, row, before.mix(before.times(0.2), deep).mix(Rgb.grey(0.95), 0.75 * bright));
        });
    }

    /** A dent: its wall is bright on one side and dark on the other, and the pattern of the surface is bent on it. */
    private static void dent(
            final Canvas canvas, final Pose pose, final double coarse, final double faint, final Draw draw) {
        final double wide = coarse * draw.between(0.045, 0.07);
        final double high = wide * draw.between(0.65, 0.95);
        final double strength = draw.between(0.55, 0.75) * faint;
        final Canvas before = canvas.copy();
        forEachPixel(canvas, pose, wide, (column, row, x, y) -> {
            final double r = x * x / (wide * wide) + y * y / (high * high);
            if (r >= 1) {
                return;
            }
            // The height is (1 - r)², so the slope falls smoothly to 0 at the rim.
            final double steep = 4 * (1 - r);
            final double slopeX = steep * x / wide;
            final double slopeY = steep * y / high;
            final double light = -pose.facing(slopeX, slopeY) * strength * 0.36;
            final double px = pose.pictureX(x * (1 - 0.35 * (1 - r)), y * (1 - 0.35 * (1 - r)));
            final double py = pose.pictureY(x * (1 - 0.35 * (1 - r)), y * (1 - 0.35 * (1 - r)));
            final Rgb bent = before.between(px, py);
            final Rgb lit = bent.times(1 + light).plus(0.25 * light).times(1 - 0.25 * faint * (1 - r) * (1 - r));
            canvas.blend(column, row, lit, canvas.part(column, row) * Ramp.step(1, 0.9, r));
        });
    }

    /** A stain with an irregular outline and a darker rim, as a dried drop has, and a small splash beside it. */
    private static void stain(
            final Canvas canvas, final Pose pose, final Rgb colour, final Difficulty difficulty, final Draw draw) {
        final double radius = draw.between(0.042, 0.068) * difficulty.size();
        final double stretch = draw.between(0.7, 1.0);
        final double strength = draw.between(0.65, 0.85) * difficulty.strength();
        final Noise edge = new Noise(draw.seed());
        final Noise inside = new Noise(draw.seed());
        final Part.Spot splash = new Part.Spot(radius * draw.between(1.3, 1.7), radius * draw.around(0.6));
        final double splashRadius = radius * draw.between(0.15, 0.3);
        forEachPixel(canvas, pose, radius * 2.3, (column, row, x, y) -> {
            final double ragged = radius * 0.45 * edge.cloud(x / radius * 1.3 + 0.5, y / radius * 1.3 + 0.5, 4);
            final double drop = Math.sqrt(x * x + y * y / (stretch * stretch)) - radius + ragged;
            final double dx = x - splash.x();
            final double dy = y - splash.y();
            final double distance = Math.min(drop, Math.sqrt(dx * dx + dy * dy) - splashRadius);
            final double rim = 0.8 + 0.35 * Ramp.bump(distance + 0.006, 0.008);
            final double cloudy = 0.9 + 0.15 * inside.cloud(x * 40, y * 40, 2);
            final double share = Ramp.clamp(cover(canvas, distance) * strength * rim * cloudy);
            final Rgb before = canvas.at(column, row);
            final Rgb soaked = new Rgb(
                    colour.red() * (0.35 + 0.65 * before.red()),
                    colour.green() * (0.35 + 0.65 * before.green()),
                    colour.blue() * (0.35 + 0.65 * before.blue()));
            canvas.blend(column, row, soaked, share * canvas.part(column, row));
        });
    }

    private static double cover(final Canvas canvas, final double distance) {
        return Ramp.clamp(0.5 - distance * canvas.size());
    }

    private static void forEachPixel(
            final Canvas canvas, final Pose pose, final double radius, final PixelVisit visit) {
        for (int row = 0; row < canvas.size(); row++) {
            for (int column = 0; column < canvas.size(); column++) {
                final double u = canvas.middle(column);
                final double v = canvas.middle(row);
                final double x = pose.localX(u, v);
                final double y = pose.localY(u, v);
                if (x * x + y * y <= radius * radius) {
                    visit.at(column, row, x, y);
                }
            }
        }
    }

    /** An action at a pixel. */
    @FunctionalInterface
    private interface PixelVisit {
        void at(int column, int row, double x, double y);
    }
}
