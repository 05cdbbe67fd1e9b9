package io.blemish.dataset.generator;

/**
 * A piece that is missing or displaced.
 *
 * @param piece the number of the part's piece; negative for none
 * @param missing whether it is not there at all
 * @param x the shift to the right
 * @param y the shift down
 * @param angle the turn
 */
record Fault(int piece, boolean missing, double x, double y, double angle) {
    /** No fault: every piece is where it should be. */
    static final Fault NONE = new Fault(-1, false, 0, 0, 0);

    static Fault missing(final int piece) {
        return new Fault(piece, true, 0, 0, 0);
    }

    /** A piece shifted by a distance in a drawn direction and turned one way or the other. */
    static Fault displaced(final int piece, final Draw draw, final double distance, final double turn) {
        final double direction = draw.around(StrictMath.PI);
        final double angle = turn * draw.between(0.7, 1.3) * (draw.coin() ? 1 : -1);
        return new Fault(
                piece, false, distance * StrictMath.cos(direction), distance * StrictMath.sin(direction), angle);
    }

    /** Whether a piece is the one that is missing. */
    boolean misses(final int other) {
        return missing && piece == other;
    }

    /** The pose of a piece that should lie at a place, shifted and turned if it is the faulty one. */
    Pose pose(final Pose part, final int other, final double atX, final double atY, final double atAngle) {
        return piece == other && !missing
                ? part.piece(atX + x, atY + y, atAngle + angle)
                : part.piece(atX, atY, atAngle);
    }
}
