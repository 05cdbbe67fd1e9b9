package io.blemish.alignment;

import io.blemish.alignment.PhaseCorrelation.Displacement;
import java.util.ArrayList;
import java.util.List;

/** Finds poses that a picture may have, by its spectrum. */
final class PoseSearch {
    /** By how much a part may be larger or smaller than in the template: somewhat more than is promised, for the search is coarse. */
    private static final double MOST_SCALE = 1.35;

    /** Turns and scales that are tried, each with half a turn more. */
    private static final int TURNS = 3;

    /** Shifts that are tried of each. */
    private static final int SHIFTS = 2;

    /** The longest shift that is tried, in longer sides: more than is promised. */
    private static final double MOST_SHIFT = 0.3;

    /** The share of the picture at each edge over which the window rises. */
    private static final double TAPER = 0.2;

    private final PhaseCorrelation turns;
    private final PhaseCorrelation shifts;

    PoseSearch(final WorkingPicture template) {
        this.turns = new PhaseCorrelation(
                LogPolar.spectrum(FourierTransform.forward(windowed(template.middle(), Similarity.turned(0, 1)))));
        this.shifts =
                new PhaseCorrelation(FourierTransform.forward(windowed(template.coarse(), Similarity.turned(0, 1))));
    }

    /** The ways from the template to the picture, at the coarse level. */
    List<Similarity> candidates(final WorkingPicture picture) {
        final Grid spectrum =
                LogPolar.spectrum(FourierTransform.forward(windowed(picture.middle(), Similarity.turned(0, 1))));
        final double step = LogPolar.step(picture.middle().side());
        final int range = (int) Math.ceil(StrictMath.log(MOST_SCALE) / step);
        final List<Similarity> found = new ArrayList<>();
        for (final Displacement turn : turns.displacements(spectrum, LogPolar.ANGLES / 2, range, TURNS)) {
            final double radians = turn.down() * StrictMath.PI / LogPolar.ANGLES;
            final double scale = StrictMath.exp(-turn.right() * step);
            addShifted(picture.coarse(), Similarity.turned(radians, scale), found);
            addShifted(picture.coarse(), Similarity.turned(radians + StrictMath.PI, scale), found);
        }
        return found;
    }

    private void addShifted(final Level picture, final Similarity turn, final List<Similarity> found) {
        final Grid spectrum = FourierTransform.forward(windowed(picture, turn));
        final int range = (int) (MOST_SHIFT * picture.side());
        for (final Displacement shift : shifts.displacements(spectrum, range, range, SHIFTS)) {
            found.add(new Similarity(
                    turn.a(),
                    turn.b(),
                    turn.mapX(shift.right(), shift.down()),
                    turn.mapY(shift.right(), shift.down())));
        }
    }

    /** A picture turned back, with soft edges. */
    private static Grid windowed(final Level picture, final Similarity turn) {
        final int side = picture.side();
        final double[] values = new double[side * side];
        for (int y = 0; y < side; y++) {
            final double v = picture.coordinate(y);
            for (int x = 0; x < side; x++) {
                final double u = picture.coordinate(x);
                final double atU = turn.mapX(u, v);
                final double atV = turn.mapY(u, v);
                if (picture.shows(atU, atV)) {
                    values[y * side + x] = picture.at(atU, atV)
                            * rise(picture.halfWidth() - Math.abs(atU), picture.halfWidth())
                            * rise(picture.halfHeight() - Math.abs(atV), picture.halfHeight());
                }
            }
        }
        return Grid.real(side, side, values);
    }

    /** A smooth step from 0 at the edge to 1. */
    private static double rise(final double fromEdge, final double half) {
        final double share = fromEdge / (2 * TAPER * half);
        return share >= 1 ? 1 : share * share * (3 - 2 * share);
    }
}
