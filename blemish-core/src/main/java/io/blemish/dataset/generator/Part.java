package io.blemish.dataset.generator;

/** One kind of part: how a good one is drawn, and where and how one can be faulty. */
interface Part {
    /** Where the next part comes to lie under the camera. */
    Pose pose(Draw draw);

    /**
     * Paints the part and what it lies on.
     *
     * @param look the natural variation of this one part; the same stream gives the same part, faulty or not
     * @param fault a piece missing or displaced
     */
    void paint(Canvas canvas, Pose pose, Draw look, Fault fault);

    /** Chooses a piece to leave out. */
    Fault missing(Draw draw);

    /** Chooses a piece to shift or turn. */
    Fault displaced(Draw draw);

    /** A place on the part where a scratch, dent or stain is well seen. */
    Spot spot(Draw draw);

    /** The colours of the stains that this part gets. */
    Rgb stain(Draw draw);

    /** How much larger a scratch or dent is on this part than on smooth metal; a busy surface hides small ones. */
    default double coarseness() {
        return 1;
    }

    /** A place on the part. */
    record Spot(double x, double y) {}
}
