package io.blemish.dataset.generator;

/** A plain weave of thick yarn with coloured stripes both ways. */
final class Textile implements Part {
    private static final double PITCH = 1.0 / 26;
    private static final int STRIPE_EVERY = 9;
    private static final Rgb WARP = new Rgb(0.33, 0.42, 0.55);
    private static final Rgb WEFT = new Rgb(0.80, 0.77, 0.69);
    private static final Rgb WARP_STRIPE = new Rgb(0.62, 0.24, 0.20);
    private static final Rgb WEFT_STRIPE = new Rgb(0.72, 0.44, 0.30);
    private static final Rgb GAP = new Rgb(0.09, 0.08, 0.08);

    @Override
    public Pose pose(final Draw draw) {
        final double phase = STRIPE_EVERY * PITCH / 2;
        return Pose.of(draw.around(phase), draw.around(phase), draw.around(0.03), draw.between(0.98, 1.02));
    }

    @Override
    public void paint(final Canvas canvas, final Pose pose, final Draw look, final Fault fault) {
        final Noise yarn = new Noise(look.seed());
        final Noise fibre = new Noise(look.seed());
        final Noise sway = new Noise(look.seed());
        // The fault's shift holds the faulty place: the thread, and the position along it.
        final Weave weave = new Weave(yarn, fibre, fault);
        canvas.fill(pose, true, (x, y, depth) -> {
            final double swayX = x + 0.10 * PITCH * sway.at(x * 4, y * 4);
            final double swayY = y + 0.10 * PITCH * sway.at(x * 4 + 40, y * 4);
            return weave.at(swayX, swayY);
        });
    }

    @Override
    public Fault missing(final Draw draw) {
        return new Fault(0, true, draw.around(0.25), draw.around(0.25), draw.between(0.14, 0.2));
    }

    @Override
    public Fault displaced(final Draw draw) {
        return new Fault(0, false, draw.around(0.22), draw.around(0.22), draw.between(1.1, 1.4));
    }

    /** A stripe that was woven in the plain colour. */
    @Override
    public Fault exchanged(final Draw draw) {
        return Fault.exchanged(0, -draw.below(2));
    }

    @Override
    public boolean surface() {
        return true;
    }

    /** Threads that are pushed apart lie where they lie, less far apart. */
    @Override
    public Fault smaller(final Fault displaced, final double size) {
        return new Fault(displaced.piece(), false, displaced.x(), displaced.y(), displaced.angle() * size);
    }

    @Override
    public Spot spot(final Draw draw) {
        return new Spot(draw.around(0.25), draw.around(0.25));
    }

    @Override
    public double defectScale() {
        return 1.6;
    }

    @Override
    public Rgb stain(final Draw draw) {
        return draw.coin() ? new Rgb(0.20, 0.13, 0.07) : new Rgb(0.10, 0.14, 0.38);
    }

    /** The cloth, perhaps with a thread missing or pushed aside. */
    private record Weave(Noise yarn, Noise fibre, Fault fault) {
        Rgb at(final double x, final double y) {
            final boolean pushed = fault.piece() >= 0 && !fault.missing() && !fault.exchanges(0);
            // Threads on both sides of the place are pushed apart, most strongly in the middle.
            final double near = pushed ? near(x, y, 0.17, 0.11) : 0;
            final double side = pushed ? (y - fault.y()) / PITCH : 0;
            final double aside = near * fault.angle() * side / (0.35 + Math.abs(side));
            final double column = x / PITCH;
            final double row = y / PITCH - aside;
            final int warp = (int) Math.floor(column);
            final int weft = (int) Math.floor(row);
            final double acrossWarp = column - warp - 0.5;
            final double acrossWeft = row - weft - 0.5;
            final boolean opened = pushed && near * fault.angle() > 0.35 && Math.abs(side) < 0.9 * near * fault.angle();
            final boolean gone = opened || missing(weft, x);
            final boolean weftOnTop = Math.floorMod(warp + weft, 2) == 0;
            final Rgb warpThread = thread(warp, acrossWarp, acrossWeft, weftOnTop && !gone, column * 7, row, true);
            final Rgb weftThread = thread(weft, acrossWeft, acrossWarp, !weftOnTop, row * 7, column, false);
            final Rgb top = weftOnTop ? weftThread : warpThread;
            final Rgb below = weftOnTop ? warpThread : weftThread;
            if (gone) {
                return inside(acrossWarp) > 0 ? GAP.mix(warpThread, inside(acrossWarp)) : GAP;
            }
            final double cover = inside(weftOnTop ? acrossWeft : acrossWarp);
            final double coverBelow = inside(weftOnTop ? acrossWarp : acrossWeft);
            return GAP.mix(below, coverBelow).mix(top, cover);
        }

        private boolean missing(final int weft, final double x) {
            return fault.missing()
                    && Math.abs(x - fault.x()) < fault.angle()
                    && (weft == (int) Math.floor(fault.y() / PITCH) || weft == (int) Math.floor(fault.y() / PITCH) + 1);
        }

        private double near(final double x, final double y, final double wide, final double high) {
            final double u = (x - fault.x()) / wide;
            final double v = (y - fault.y()) / high;
            return Ramp.bump(Math.sqrt(u * u + v * v), 1);
        }

        /** The share of a point that a thread covers, by its position across the thread. */
        private static double inside(final double across) {
            return Ramp.step(0.52, 0.42, Math.abs(across));
        }

        private Rgb thread(
                final int number,
                final double across,
                final double along,
                final boolean under,
                final double twist,
                final double way,
                final boolean warp) {
            final boolean forgotten =
                    !warp && fault.exchanges(0) && Math.floorDiv(number, STRIPE_EVERY) == fault.other();
            final boolean stripe = Math.floorMod(number, STRIPE_EVERY) < 2 && !forgotten;
            final Rgb plain = warp ? WARP : WEFT;
            final Rgb colour = stripe ? (warp ? WARP_STRIPE : WEFT_STRIPE) : plain;
            final double own = 1 + 0.05 * yarn.lattice(number, warp ? 1 : 2);
            // The thread is round, and higher in the middle of the part that passes over the other thread.
            final double round = 1 - 1.9 * across * across;
            final double bow = under ? 0.6 : 1.08 - 1.1 * along * along;
            // Fibres run diagonally, as in twisted yarn.
            final double fibres = 1 + 0.10 * fibre.at(twist * 0.9 + way * 3.2, way * 1.3 + (warp ? 90 : 0));
            return colour.times(own * round * bow * fibres);
        }
    }
}
