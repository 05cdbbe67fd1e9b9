package io.blemish.dataset.generator;

/**
 * A piece that is missing, displaced, or exchanged for a sound one of another kind.
 *
 * @param piece the number of the part's piece; negative for none
 * @param missing whether it is not there at all
 * @param x the shift to the right
 * @param y the shift down
 * @param angle the turn
 * @param other what is in its place, as the part counts its kinds of pieces; {@link #NOTHING} if it is the right piece
 */
record Fault(int piece, boolean missing, double x, double y, double angle, int other) {
    /** Stands for no other piece. */
    static final int NOTHING = Integer.MIN_VALUE;

    /** No fault: every piece is where it should be. */
    static final Fault NONE = new Fault(-1, false, 0, 0, 0);

    Fault(final int piece, final boolean missing, final double x, final double y, final double angle) {
        this(piece, missing, x, y, angle, NOTHING);
    }

    /** A sound piece of another kind in a piece's place. */
    static Fault exchanged(final int piece, final int other) {
        return new Fault(piece, false, 0, 0, 0, other);
    }

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

    /** Whether another kind of piece is in a piece's place. */
    boolean exchanges(final int place) {
        return piece == place && other != NOTHING;
    }

    /** What is in a piece's place: its own kind, unless it is exchanged. */
    int kindAt(final int place, final int own) {
        return exchanges(place) ? other : own;
    }

    /** The same, smaller: a piece is shifted and turned by a part of the way. */
    Fault times(final double size) {
        return missing || other != NOTHING ? this : new Fault(piece, false, x * size, y * size, angle * size);
    }

    /** The pose of a piece that should lie at a place, shifted and turned if it is the faulty one. */
    Pose pose(final Pose part, final int other, final double atX, final double atY, final double atAngle) {
        return piece == other && !missing
                ? part.piece(atX + x, atY + y, atAngle + angle)
                : part.piece(atX, atY, atAngle);
    }
}
