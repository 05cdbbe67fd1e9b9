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
     * Draws a part.
     *
     * @param kind the part
     * @param defect empty for a good part
     * @param size the width and height in pixels
     * @param seed of the random choices
     * @param name gives this picture random choices of its own
     */
    static PartPicture draw(
            final PartKind kind, final Optional<Defect> defect, final int size, final long seed, final String name) {
        final Part part = kind.part();
        final Pose pose = part.pose(Draw.of(seed, name + "/pose"));
        final Camera camera = Camera.of(Draw.of(seed, name + "/camera"));
        final Canvas good = new Canvas(size);
        part.paint(good, pose, Draw.of(seed, name + "/look"), Fault.NONE);
        if (defect.isEmpty()) {
            return new PartPicture(camera.take(good), BitMask.empty(new Size(size, size)));
        }
        for (int attempt = 0; ; attempt++) {
            final Draw draw = Draw.of(seed, name + "/defect/" + attempt);
            final Canvas faulty = faulty(part, pose, good, defect.get(), draw, Draw.of(seed, name + "/look"));
            final BitMask mask = DefectMask.between(good, faulty);
            if (mask.count() >= LEAST_AREA * size * size || attempt == MOST_ATTEMPTS) {
                return new PartPicture(camera.take(faulty), mask);
            }
        }
    }

    private static Canvas faulty(
            final Part part,
            final Pose pose,
            final Canvas good,
            final Defect defect,
            final Draw draw,
            final Draw look) {
        switch (defect) {
            case MISSING, DISPLACED -> {
                final Canvas canvas = new Canvas(good.size());
                part.paint(canvas, pose, look, defect == Defect.MISSING ? part.missing(draw) : part.displaced(draw));
                return canvas;
            }
            case SCRATCH, DENT, STAIN -> {
                final Canvas canvas = good.copy();
                SurfaceFlaw.apply(defect, canvas, pose, part, draw);
                return canvas;
            }
        }
        throw new IllegalArgumentException("no such defect: " + defect);
    }
}
