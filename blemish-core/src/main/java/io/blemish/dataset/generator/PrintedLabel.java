package io.blemish.dataset.generator;

/** A printed label on a cardboard box: a coloured head with a mark, lines of text and a bar code. */
final class PrintedLabel implements Part {
    private static final double HALF_WIDTH = 0.43;
    private static final double HALF_HEIGHT = 0.36;
    private static final Shape OUTLINE = Shape.box(HALF_WIDTH, HALF_HEIGHT, 0.025);
    private static final Rgb CARDBOARD = new Rgb(0.62, 0.48, 0.33);
    private static final Rgb PAPER = new Rgb(0.91, 0.905, 0.88);
    private static final Rgb BLACK = new Rgb(0.12, 0.12, 0.14);
    private static final Rgb BLUE = new Rgb(0.10, 0.29, 0.52);
    private static final Rgb ORANGE = new Rgb(0.90, 0.50, 0.12);
    private static final String[] LINES = {"HEX BOLT M8", "GRADE 10-9", "LOT 4728-A", "QTY 250"};
    private static final int HEAD = 0;
    private static final int MARK = 1;
    private static final int FIRST_LINE = 2;
    private static final int BARS = FIRST_LINE + LINES.length;
    private static final int SEAL = BARS + 1;
    private static final int CODE_LENGTH = 44;
    private static final int CODE_SEED = 20;

    @Override
    public Pose pose(final Draw draw) {
        return Pose.of(draw.around(0.012), draw.around(0.012), draw.around(0.03), 1);
    }

    @Override
    public void paint(final Canvas canvas, final Pose pose, final Draw look, final Fault fault) {
        final Noise fibre = new Noise(look.seed());
        canvas.fill(
                Pose.CAMERA,
                false,
                (x, y, depth) ->
                        CARDBOARD.times(1 + 0.10 * fibre.cloud(x * 25, y * 90, 3) + 0.035 * fibre.at(x * 1.5, y * 30)));
        canvas.shade(pose.shifted(0.004, 0.005), OUTLINE, 0.012, 0.5);
        canvas.paint(
                pose,
                OUTLINE,
                ((Ink) (x, y, depth) -> PAPER.times(1 + 0.015 * fibre.cloud(x * 40, y * 40, 2)))
                        .bevelled(OUTLINE, pose, 0.004, 0.08));
        final double ink = look.between(0.9, 1.0);
        head(canvas, pose, fault, printed(BLUE, fibre, ink), printed(ORANGE, fibre, ink));
        for (int k = 0; k < LINES.length; k++) {
            if (!fault.misses(FIRST_LINE + k)) {
                final Pose line = fault.pose(pose, FIRST_LINE + k, -0.38, -0.115 + 0.085 * k, 0);
                Strokes.paint(
                        canvas,
                        line,
                        LINES[fault.kindAt(FIRST_LINE + k, k)],
                        0.048,
                        0.0105,
                        printed(BLACK, fibre, ink));
            }
        }
        if (!fault.misses(BARS)) {
            bars(canvas, fault.pose(pose, BARS, 0, 0.255, 0), printed(BLACK, fibre, ink));
        }
        if (!fault.misses(SEAL)) {
            seal(canvas, fault.pose(pose, SEAL, 0.265, 0.015, 0), printed(BLACK, fibre, ink));
        }
    }

    private static Ink printed(final Rgb colour, final Noise fibre, final double strength) {
        return (x, y, depth) -> PAPER.mix(colour, strength * (0.97 + 0.06 * fibre.cloud(x * 150, y * 150, 2)));
    }

    private static void head(
            final Canvas canvas, final Pose pose, final Fault fault, final Ink blue, final Ink orange) {
        canvas.paint(pose.piece(0, -0.26, 0), Shape.box(0.395, 0.065, 0.01), blue);
        if (!fault.misses(HEAD)) {
            Strokes.paint(canvas, fault.pose(pose, HEAD, -0.24, -0.26, 0), "NORDWERK", 0.062, 0.014, Ink.plain(PAPER));
        }
        if (!fault.misses(MARK)) {
            final Pose mark = fault.pose(pose, MARK, -0.325, -0.26, 0);
            canvas.paint(mark, Shape.disk(0.046), orange);
            canvas.paint(mark, Shape.line(0.014, -0.02, 0.02, 0, -0.024, 0.02, 0.02, -0.02, 0.02), Ink.plain(PAPER));
        }
    }

    /** Bars of one to three units with gaps of one or two; the same code on every label. */
    private static void bars(final Canvas canvas, final Pose pose, final Ink ink) {
        final Draw code = Draw.of(CODE_SEED, "code");
        final double unit = 0.72 / (CODE_LENGTH * 1.85);
        double x = -0.37;
        while (x < 0.36) {
            final double wide = unit * (1 + code.below(3));
            canvas.paint(pose.piece(x + wide / 2, 0, 0), Shape.box(wide / 2, 0.058, 0), ink);
            x += wide + unit * (1 + code.below(2));
        }
    }

    /** A round seal of conformity: rings with a tick. */
    private static void seal(final Canvas canvas, final Pose pose, final Ink ink) {
        canvas.paint(pose, Shape.ring(0.082, 0.094), ink);
        canvas.paint(pose, Shape.ring(0.066, 0.071), ink);
        canvas.paint(pose, Shape.line(0.018, -0.035, 0.0, -0.01, 0.03, 0.038, -0.03), ink);
    }

    @Override
    public Fault missing(final Draw draw) {
        return Fault.missing(draw.below(SEAL + 1));
    }

    @Override
    public Fault displaced(final Draw draw) {
        final int piece = MARK + draw.below(SEAL);
        return Fault.displaced(piece, draw, draw.between(0.024, 0.034), 0.12);
    }

    /** A line that says what another one says. */
    @Override
    public Fault exchanged(final Draw draw) {
        final int line = draw.below(LINES.length);
        return Fault.exchanged(FIRST_LINE + line, (line + 1 + draw.below(LINES.length - 1)) % LINES.length);
    }

    @Override
    public Spot spot(final Draw draw) {
        return new Spot(draw.around(0.3), draw.around(0.24));
    }

    @Override
    public double defectScale() {
        return 1.25;
    }

    @Override
    public Rgb stain(final Draw draw) {
        return draw.coin() ? new Rgb(0.45, 0.30, 0.14) : new Rgb(0.15, 0.18, 0.40);
    }
}
