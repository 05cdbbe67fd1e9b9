package io.blemish.dataset.generator;

/** One kind of part. It can draw a good one, and choose defects for a faulty one. */
interface Part {
    /** Chooses the place of a part under the camera. */
    Pose pose(Draw draw);

    /**
     * Paints the part and its background.
     *
     * @param look the natural variation of this one part; the same stream gives the same part, with or without a fault
     * @param fault a piece that is missing or displaced
     */
    void paint(Canvas canvas, Pose pose, Draw look, Fault fault);

    /** Chooses a piece to leave out. */
    Fault missing(Draw draw);

    /** Chooses a piece to shift or turn. */
    Fault displaced(Draw draw);

    /** Chooses a piece to exchange for one of another kind. */
    Fault exchanged(Draw draw);

    /** The same fault made smaller, by which a piece is harder to see as displaced. */
    default Fault smaller(final Fault displaced, final double size) {
        return displaced.times(size);
    }

    /** Whether the part fills the picture, so that a large turn would show what lies beside it. */
    default boolean surface() {
        return false;
    }

    /** Chooses a place on the part at which a scratch, dent or stain is easily seen. */
    Spot spot(Draw draw);

    /** Chooses the colour of a stain. */
    Rgb stain(Draw draw);

    /** The size of a scratch or dent relative to one on smooth metal; a surface with much detail hides small ones. */
    default double defectScale() {
        return 1;
    }

    /** A place on the part. */
    record Spot(double x, double y) {}
}
