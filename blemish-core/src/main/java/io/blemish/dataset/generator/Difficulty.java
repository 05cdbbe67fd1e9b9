package io.blemish.dataset.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How hard the defects of generated parts are to find. */
public enum Difficulty {
    /** Defects that a person sees at once, parts that lie alike, and steady light. */
    EASY(1, 1, 0, 0, 0),
    /** Smaller and fainter defects, exchanged pieces and faded areas, parts that are turned a little, and light that drifts. */
    MEDIUM(0.6, 0.65, 0.3, 0.06, 0.05),
    /** Defects of a few pixels that hardly stand out, parts at any angle, and light that drifts by a tenth. */
    HARD(0.4, 0.45, StrictMath.PI, 0.12, 0.1);

    private final double size;
    private final double strength;
    private final double turn;
    private final double surfaceTurn;
    private final double drift;

    Difficulty(
            final double size, final double strength, final double turn, final double surfaceTurn, final double drift) {
        this.size = size;
        this.strength = strength;
        this.turn = turn;
        this.surfaceTurn = surfaceTurn;
        this.drift = drift;
    }

    /** {@return its name on the command line} */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The length of defects, in lengths of easy ones. */
    double size() {
        return size;
    }

    /** The contrast of defects of the surface, in contrasts of easy ones. */
    double strength() {
        return strength;
    }

    /** By how much the light changes either way while the pictures are taken, as a share. */
    double drift() {
        return drift;
    }

    /** The defects that parts may have. */
    List<Damage> defects() {
        final List<Damage> defects = new ArrayList<>(List.of(Defect.values()));
        if (this != EASY) {
            defects.addAll(List.of(SubtleDefect.values()));
        }
        return defects;
    }

    /**
     * A part's pose, turned further about its middle.
     *
     * @param surface whether the part fills the picture, so that it cannot be turned by much
     */
    Pose turned(final Pose pose, final boolean surface, final Draw draw) {
        final double most = surface ? surfaceTurn : turn;
        return most == 0 ? pose : pose.piece(0, 0, draw.around(most));
    }
}
