package io.blemish.dataset.generator;

import java.util.List;

/** A machined gear wheel with a bronze bush, on a dark belt. */
final class Gear implements Part {
    private static final int TEETH = 18;
    private static final int HOLES = 5;
    private static final double ROOT = 0.315;
    private static final double TIP = 0.375;
    private static final double BORE = 0.062;
    private static final double BUSH = 0.098;
    private static final int BUSHING = TEETH;
    private static final int FIRST_HOLE = BUSHING + 1;
    private static final double WIDE = 0.038;
    private static final double NARROW = 0.029;
    private static final Rgb STEEL = new Rgb(0.58, 0.59, 0.60);
    private static final Rgb BRONZE = new Rgb(0.70, 0.52, 0.27);
    private static final Rgb BELT = new Rgb(0.10, 0.115, 0.11);

    @Override
    public Pose pose(final Draw draw) {
        return Pose.of(draw.around(0.02), draw.around(0.02), draw.around(0.2), 1);
    }

    @Override
    public void paint(final Canvas canvas, final Pose pose, final Draw look, final Fault fault) {
        belt(canvas, look);
        final Shape wheel = wheel(fault);
        canvas.shade(pose.shifted(0.015, 0.02), wheel, 0.03, 0.75);
        canvas.paint(pose, wheel, turned(pose, look).bevelled(wheel, pose, 0.010, 0.24));
        final Shape recess = Shape.ring(0.148, 0.262);
        canvas.paint(pose, recess, turned(pose, look, 0.86).bevelled(recess, pose, 0.008, -0.22));
        for (int k = 0; k < HOLES; k++) {
            final double angle = 2 * StrictMath.PI * k / HOLES;
            hole(
                    canvas,
                    pose.piece(0.205 * StrictMath.cos(angle), 0.205 * StrictMath.sin(angle), -angle),
                    fault.exchanges(FIRST_HOLE + k) ? NARROW : WIDE);
        }
        canvas.paint(pose, Shape.disk(BUSH + 0.004), Ink.plain(Rgb.grey(0.16)));
        if (!fault.misses(BUSHING)) {
            bush(canvas, fault.pose(pose, BUSHING, 0, 0, 0), look);
        }
    }

    private static void belt(final Canvas canvas, final Draw look) {
        final Noise rubber = new Noise(look.seed());
        final double phase = look.between(0, 1);
        canvas.fill(Pose.CAMERA, false, (x, y, depth) -> {
            final double ribs = Math.abs((x + y) * 24 + phase - Math.floor((x + y) * 24 + phase) - 0.5);
            final double cross = Math.abs((x - y) * 24 + phase - Math.floor((x - y) * 24 + phase) - 0.5);
            final double diamond = Ramp.step(0.40, 0.48, Math.max(ribs, cross));
            return BELT.times(1 + 0.45 * diamond + 0.18 * rubber.cloud(x * 70, y * 70, 3));
        });
    }

    /** Trapezoid teeth around a disk; one is broken off if it is the fault's. */
    private static Shape wheel(final Fault fault) {
        return Shape.of(TIP, (x, y) -> {
            final double radius = Math.sqrt(x * x + y * y);
            if (radius < ROOT - 0.04) {
                return radius - ROOT;
            }
            final double turn = (StrictMath.atan2(y, x) / (2 * StrictMath.PI) + 1) * TEETH;
            final int tooth = (int) Math.floor(turn + 0.5) % TEETH;
            final double off = (turn - Math.floor(turn + 0.5)) * 2 * StrictMath.PI / TEETH * radius;
            final double halfWidth = 0.034 - 0.30 * (radius - ROOT);
            final double tip = fault.misses(tooth) ? ROOT + 0.008 : TIP;
            final double flank = Math.max(Math.abs(off) - halfWidth, radius - tip);
            return Math.min(radius - ROOT, flank);
        });
    }

    private static Ink turned(final Pose pose, final Draw look) {
        return turned(pose, look, 1);
    }

    /** A turned face: fine rings, and the double fan of light that they make. */
    private static Ink turned(final Pose pose, final Draw look, final double tone) {
        final Noise rings = new Noise(look.seed());
        final Noise cloud = new Noise(look.seed());
        return (x, y, depth) -> {
            final double square = x * x + y * y + 1e-9;
            final double radius = Math.sqrt(square);
            final double along = (pose.pictureX(x, y) - pose.x()) / radius;
            final double down = (pose.pictureY(x, y) - pose.y()) / radius;
            // The fan is brightest at the points whose rings run across the lamp's direction: cos of twice the angle,
            // squared.
            final double fan = 2 * along * down;
            final double grooves = 0.035 * rings.at(radius * 230, 0.5) + 0.02 * rings.at(radius * 60, 7.5);
            return STEEL.times(tone).plus(0.13 * fan * Math.abs(fan) + grooves + 0.015 * cloud.cloud(x * 8, y * 8, 2));
        };
    }

    private static void hole(final Canvas canvas, final Pose pose, final double radius) {
        final Shape rim = Shape.disk(radius + 0.007);
        canvas.paint(pose, rim, Ink.plain(STEEL.times(0.85)).bevelled(rim, pose, 0.007, -0.28));
        canvas.cut(pose, Shape.disk(radius), (x, y, depth) -> BELT.times(0.5 + 0.4 * Ramp.step(0.01, 0.03, depth)));
    }

    private static void bush(final Canvas canvas, final Pose pose, final Draw look) {
        final Noise rings = new Noise(look.seed());
        final Shape bush = Shape.disk(BUSH);
        canvas.paint(
                pose,
                bush,
                ((Ink) (x, y, depth) -> BRONZE.plus(0.035 * rings.at(Math.sqrt(x * x + y * y) * 260, 0.5)
                                + 0.09 * pose.facing(x, -y) / BUSH))
                        .bevelled(bush, pose, 0.010, 0.20));
        final Shape keyway = Shape.union(
                List.of(Shape.disk(BORE), Shape.box(0.016, 0.016, 0.002).at(0, -BORE - 0.004)));
        canvas.cut(pose, keyway, ((Ink) (x, y, depth) -> BELT.times(0.45)).bevelled(keyway, pose, 0.008, -0.12));
    }

    @Override
    public Fault missing(final Draw draw) {
        return Fault.missing(draw.below(TEETH));
    }

    @Override
    public Fault displaced(final Draw draw) {
        return Fault.displaced(BUSHING, draw, draw.between(0.022, 0.032), 0.35);
    }

    /** A hole that was drilled with a smaller drill. */
    @Override
    public Fault exchanged(final Draw draw) {
        return Fault.exchanged(FIRST_HOLE + draw.below(HOLES), 0);
    }

    @Override
    public Spot spot(final Draw draw) {
        // Between two of the holes.
        final double angle = 2 * StrictMath.PI / HOLES * (draw.below(HOLES) + 0.5) + draw.around(0.25);
        final double radius = draw.between(0.19, 0.28);
        return new Spot(radius * StrictMath.cos(angle), radius * StrictMath.sin(angle));
    }

    @Override
    public Rgb stain(final Draw draw) {
        return draw.coin() ? new Rgb(0.45, 0.20, 0.08) : new Rgb(0.14, 0.12, 0.08);
    }
}
