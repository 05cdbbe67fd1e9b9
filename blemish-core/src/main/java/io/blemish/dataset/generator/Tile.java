package io.blemish.dataset.generator;

/** A glazed mosaic: small stones of four colours in grout. */
final class Tile implements Part {
    private static final int ACROSS = 8;
    private static final double PITCH = 1.0 / ACROSS;
    private static final double HALF = 0.0525;
    private static final Shape STONE = Shape.box(HALF, HALF, 0.012);
    private static final Rgb GROUT = new Rgb(0.73, 0.71, 0.66);
    private static final Rgb[] GLAZE = {
        new Rgb(0.16, 0.36, 0.47), new Rgb(0.24, 0.52, 0.55), new Rgb(0.78, 0.75, 0.62), new Rgb(0.72, 0.42, 0.26)
    };

    @Override
    public Pose pose(final Draw draw) {
        return Pose.of(draw.around(0.02), draw.around(0.02), draw.around(0.03), draw.between(0.985, 1.015));
    }

    @Override
    public void paint(final Canvas canvas, final Pose pose, final Draw look, final Fault fault) {
        final Noise sand = new Noise(look.seed());
        final Noise glaze = new Noise(look.seed());
        canvas.fill(pose, true, (x, y, depth) -> GROUT.times(1 + 0.10 * sand.cloud(x * 110, y * 110, 2)));
        for (int row = -1; row <= ACROSS; row++) {
            for (int column = -1; column <= ACROSS; column++) {
                final int stone = (row + 1) * (ACROSS + 2) + column + 1;
                final double tilt = look.around(0.025);
                final double shade = 1 + 0.06 * look.normal();
                final double x = (column + 0.5) * PITCH - 0.5 + look.around(0.002);
                final double y = (row + 0.5) * PITCH - 0.5 + look.around(0.002);
                if (fault.misses(stone)) {
                    bed(canvas, pose.piece(x, y, 0), sand);
                } else {
                    final Rgb colour = GLAZE[fault.kindAt(stone, pattern(column, row))].times(shade);
                    stone(canvas, fault.pose(pose, stone, x, y, tilt), colour, glaze, stone);
                }
            }
        }
    }

    /** Diagonal bands of colour, with a light stone at every fourth crossing. */
    private static int pattern(final int column, final int row) {
        if (Math.floorMod(column, 4) == 1 && Math.floorMod(row, 4) == 1) {
            return 3;
        }
        return new int[] {0, 1, 2, 1}[Math.floorMod(column + row, 4)];
    }

    private static void stone(
            final Canvas canvas, final Pose pose, final Rgb colour, final Noise glaze, final int number) {
        canvas.shade(pose.piece(0.003, 0.004, 0), STONE, 0.008, 0.45);
        final Ink glazed = (x, y, depth) -> {
            final double clouds = 0.06 * glaze.cloud(x * 22 + 31 * number, y * 22, 3);
            final double gloss = 0.16 * Ramp.bump((x + y) * 9 + 0.55, 0.45) * Ramp.step(0.006, 0.02, depth);
            return colour.times(1 + clouds).plus(gloss);
        };
        canvas.paint(pose, STONE, glazed.bevelled(STONE, pose, 0.012, 0.13));
    }

    /** The bed of a missing stone: rough mortar in the shadow of its upper left wall. */
    private static void bed(final Canvas canvas, final Pose pose, final Noise sand) {
        canvas.paint(pose, STONE, (x, y, depth) -> {
            final double shadow = 0.45 * Ramp.step(0.03, 0.005, Math.min(x, y) + HALF);
            return new Rgb(0.50, 0.47, 0.42).times((1 - shadow) * (1 + 0.28 * sand.cloud(x * 90, y * 90, 3)));
        });
    }

    @Override
    public Fault missing(final Draw draw) {
        return Fault.missing(inner(draw));
    }

    @Override
    public Fault displaced(final Draw draw) {
        return Fault.displaced(inner(draw), draw, draw.between(0.006, 0.012), 0.42);
    }

    private static int inner(final Draw draw) {
        final int row = 1 + draw.below(ACROSS - 2);
        final int column = 1 + draw.below(ACROSS - 2);
        return (row + 1) * (ACROSS + 2) + column + 1;
    }

    /** A stone of another colour than the pattern has there. */
    @Override
    public Fault exchanged(final Draw draw) {
        final int stone = inner(draw);
        final int own = pattern(stone % (ACROSS + 2) - 1, stone / (ACROSS + 2) - 1);
        return Fault.exchanged(stone, (own + 1 + draw.below(GLAZE.length - 1)) % GLAZE.length);
    }

    @Override
    public boolean surface() {
        return true;
    }

    @Override
    public Spot spot(final Draw draw) {
        return new Spot(draw.around(0.28), draw.around(0.28));
    }

    @Override
    public Rgb stain(final Draw draw) {
        return draw.coin() ? new Rgb(0.22, 0.15, 0.10) : new Rgb(0.35, 0.12, 0.30);
    }
}
