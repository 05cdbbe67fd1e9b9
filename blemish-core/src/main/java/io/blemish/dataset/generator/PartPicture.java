package io.blemish.dataset.generator;

import io.blemish.image.BitMask;
import io.blemish.image.RgbImage;
import io.blemish.image.Size;
import java.util.Optional;

/** A generated picture and the mask of its defect. */
record PartPicture(RgbImage picture, BitMask mask) {
    /** A defect that changes less than this share of the picture is hidden behind something and is drawn again. */
    private static final double LEAST_AREA = 0.0012;

    private static final int MOST_ATTEMPTS = 50;

    /**
     * Draws a part of the easy kind.
     *
     * @param kind the part
     * @param defect empty for a good part
     * @param size the width and height in pixels
     * @param seed of the random choices
     * @param name gives this picture random choices of its own
     */
    static PartPicture draw(
            final PartKind kind, final Optional<Defect> defect, final int size, final long seed, final String name) {
        return draw(kind, defect, size, seed, name, Difficulty.EASY, 0);
    }

    /**
     * Draws a part.
     *
     * @param kind the part
     * @param damage empty for a good part
     * @param size the width and height in pixels
     * @param seed of the random choices
     * @param name gives this picture random choices of its own
     * @param difficulty of the defects, the pose and the light
     * @param time from -1 to 1, by which the light has drifted
     */
    static PartPicture draw(
            final PartKind kind,
            final Optional<? extends Damage> damage,
            final int size,
            final long seed,
            final String name,
            final Difficulty difficulty,
            final double time) {
        final Part part = kind.part();
        final Pose pose = difficulty.turned(
                part.pose(Draw.of(seed, name + "/pose")), part.surface(), Draw.of(seed, name + "/turn"));
        final Camera camera = Camera.of(Draw.of(seed, name + "/camera")).drifted(difficulty.drift() * time);
        final Canvas good = new Canvas(size);
        part.paint(good, pose, Draw.of(seed, name + "/look"), Fault.NONE);
        if (damage.isEmpty()) {
            return new PartPicture(camera.take(good), BitMask.empty(new Size(size, size)));
        }
        final double least = LEAST_AREA * difficulty.size() * difficulty.size() * size * size;
        for (int attempt = 0; ; attempt++) {
            final Draw draw = Draw.of(seed, name + "/defect/" + attempt);
            final Canvas faulty =
                    faulty(part, pose, good, damage.get(), difficulty, draw, Draw.of(seed, name + "/look"));
            final BitMask mask = DefectMask.between(good, faulty);
            if (mask.count() >= least || attempt == MOST_ATTEMPTS) {
                return new PartPicture(camera.take(faulty), mask);
            }
        }
    }

    private static Canvas faulty(
            final Part part,
            final Pose pose,
            final Canvas good,
            final Damage damage,
            final Difficulty difficulty,
            final Draw draw,
            final Draw look) {
        if (damage == Defect.MISSING) {
            return painted(part, pose, good.size(), look, part.missing(draw));
        }
        if (damage == Defect.DISPLACED) {
            return painted(part, pose, good.size(), look, part.smaller(part.displaced(draw), difficulty.size()));
        }
        if (damage == SubtleDefect.EXCHANGED) {
            return painted(part, pose, good.size(), look, part.exchanged(draw));
        }
        final Canvas canvas = good.copy();
        if (damage instanceof Defect flaw) {
            SurfaceFlaw.apply(flaw, canvas, pose, part, difficulty, draw);
        } else {
            SurfaceFlaw.fade(canvas, pose, part, difficulty, draw);
        }
        return canvas;
    }

    private static Canvas painted(
            final Part part, final Pose pose, final int size, final Draw look, final Fault fault) {
        final Canvas canvas = new Canvas(size);
        part.paint(canvas, pose, look, fault);
        return canvas;
    }
}
