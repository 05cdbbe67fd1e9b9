package io.blemish.dataset.generator;

import java.util.List;

/** A brushed metal plate on a bench: four screws, an opening in the middle and a circle of small holes around it. */
final class Plate implements Part {
    private static final double HALF = 0.40;
    private static final double SCREW_AT = 0.315;
    private static final double HEAD = 0.044;
    private static final int SCREWS = 4;
    private static final int HOLES = 8;
    private static final int CROSS = 0;
    private static final int SLOT = 1;
    private static final Shape OUTLINE = Shape.box(HALF, HALF, 0.05);
    private static final Shape OPENING = Shape.disk(0.105);
    private static final Shape HOLE = Shape.disk(0.021);
    private static final Rgb BENCH = new Rgb(0.13, 0.14, 0.16);
    private static final Rgb STEEL = new Rgb(0.60, 0.62, 0.645);
    private static final Rgb ZINC = new Rgb(0.74, 0.73, 0.68);

    @Override
    public Pose pose(final Draw draw) {
        return Pose.of(draw.around(0.012), draw.around(0.012), draw.around(0.035), 1);
    }

    @Override
    public void paint(final Canvas canvas, final Pose pose, final Draw look, final Fault fault) {
        final Noise bench = new Noise(look.seed());
        canvas.fill(Pose.CAMERA, false, (x, y, depth) -> BENCH.times(1 + 0.15 * bench.cloud(x * 60, y * 60, 3)));
        canvas.shade(pose.shifted(0.012, 0.015), OUTLINE, 0.03, 0.7);
        canvas.paint(pose, OUTLINE, brushed(look).bevelled(OUTLINE, pose, 0.012, 0.22));
        hole(canvas, pose, OPENING, bench);
        for (int k = 0; k < HOLES; k++) {
            final double angle = StrictMath.PI * (2 * k + 1) / HOLES;
            hole(canvas, pose.piece(0.175 * StrictMath.cos(angle), 0.175 * StrictMath.sin(angle), 0), HOLE, bench);
        }
        for (int k = 0; k < SCREWS; k++) {
            final double x = k % 2 == 0 ? -SCREW_AT : SCREW_AT;
            final double y = k / 2 == 0 ? -SCREW_AT : SCREW_AT;
            final double turn = look.around(StrictMath.PI);
            seat(canvas, pose.piece(x, y, 0));
            if (!fault.misses(k)) {
                screw(canvas, fault.pose(pose, k, x, y, 0), turn, fault.kindAt(k, CROSS) == SLOT);
            }
        }
    }

    /** Long fine grooves along one direction, and a band in which they reflect the lamp. */
    private static Ink brushed(final Draw look) {
        final Noise fine = new Noise(look.seed());
        final Noise broad = new Noise(look.seed());
        final double band = look.between(-0.15, 0.15);
        return (x, y, depth) -> STEEL.plus(0.045 * fine.at(x * 5, y * 190)
                + 0.03 * fine.at(x * 2 + 50, y * 75)
                + 0.02 * broad.at(x * 3, y * 20)
                + 0.10 * Ramp.bump(y - band + 0.15 * x, 0.45));
    }

    private static void hole(final Canvas canvas, final Pose pose, final Shape shape, final Noise bench) {
        // The wall of a hole faces the other way than a rim, so its light has the opposite sign.
        final Shape wider = Shape.of(shape.radius() + 0.008, (x, y) -> shape.distance(x, y) - 0.008);
        canvas.paint(pose, wider, Ink.plain(STEEL.times(0.9)).bevelled(wider, pose, 0.03, -0.3));
        canvas.cut(
                pose,
                shape,
                (x, y, depth) ->
                        BENCH.times(0.55 + 0.1 * bench.at(x * 60, y * 60) + 0.35 * Ramp.step(0.02, 0.07, depth)));
    }

    private static void seat(final Canvas canvas, final Pose pose) {
        final Shape seat = Shape.disk(HEAD + 0.009);
        canvas.paint(pose, seat, Ink.plain(STEEL.times(0.78)).bevelled(seat, pose, 0.008, -0.25));
        canvas.paint(pose, Shape.disk(HEAD), Ink.plain(Rgb.grey(0.10)));
        canvas.paint(pose, Shape.disk(HEAD * 0.45), Ink.plain(Rgb.grey(0.04)));
    }

    private static void screw(final Canvas canvas, final Pose pose, final double turn, final boolean slotted) {
        final Shape head = Shape.disk(HEAD);
        canvas.shade(pose, Shape.disk(HEAD + 0.004), 0.006, 0.5);
        canvas.paint(
                pose,
                head,
                ((Ink) (x, y, depth) -> ZINC.plus(0.06 * pose.facing(x / HEAD, y / HEAD)))
                        .bevelled(head, pose, 0.014, 0.22));
        final Pose turned = pose.piece(0, 0, turn);
        final Shape line = Shape.line(0.011, -0.026, 0, 0.026, 0);
        final Shape slot = slotted ? line : Shape.union(List.of(line, Shape.line(0.011, 0, -0.026, 0, 0.026)));
        canvas.paint(turned, slot, Ink.plain(Rgb.grey(0.16)).bevelled(slot, turned, 0.004, -0.2));
    }

    @Override
    public Fault missing(final Draw draw) {
        return Fault.missing(draw.below(SCREWS));
    }

    @Override
    public Fault displaced(final Draw draw) {
        return Fault.displaced(draw.below(SCREWS), draw, draw.between(0.023, 0.032), 0);
    }

    /** A screw with a slot among those with a cross. */
    @Override
    public Fault exchanged(final Draw draw) {
        return Fault.exchanged(draw.below(SCREWS), SLOT);
    }

    @Override
    public Spot spot(final Draw draw) {
        // Between the circle of holes and the rim, away from the screws.
        final double along = draw.around(0.2);
        final double across = draw.between(0.25, 0.30) * (draw.coin() ? 1 : -1);
        return draw.coin() ? new Spot(along, across) : new Spot(across, along);
    }

    @Override
    public Rgb stain(final Draw draw) {
        return draw.coin() ? new Rgb(0.42, 0.22, 0.10) : new Rgb(0.12, 0.11, 0.10);
    }
}
