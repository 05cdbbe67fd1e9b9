package io.blemish.dataset.generator;

import java.util.Optional;

/** One generated picture and where its defect is. */
final class Specimen {
    /** A defect that changes less than this share of the picture hides behind something and is drawn anew. */
    private static final double LEAST_AREA = 0.0012;

    private static final int MOST_ATTEMPTS = 50;

    private final byte[] picture;
    private final boolean[] mask;

    private Specimen(final byte[] picture, final boolean[] mask) {
        this.picture = picture;
        this.mask = mask;
    }

    /** Three bytes a pixel, row by row; not to be changed. */
    byte[] picture() {
        return picture;
    }

    /** Whether the defect is there, one value a pixel; not to be changed. */
    boolean[] mask() {
        return mask;
    }

    /**
     * Draws a part.
     *
     * @param name sets its random choices apart from those of every other part
     */
    static Specimen of(
            final PartKind kind, final Optional<Defect> defect, final int size, final long seed, final String name) {
        final Part part = kind.part();
        final Pose pose = part.pose(Draw.of(seed, name + "/pose"));
        final Camera camera = Camera.of(Draw.of(seed, name + "/camera"));
        final Canvas good = new Canvas(size);
        part.paint(good, pose, Draw.of(seed, name + "/look"), Fault.NONE);
        if (defect.isEmpty()) {
            return new Specimen(camera.take(good), new boolean[size * size]);
        }
        for (int attempt = 0; ; attempt++) {
            final Draw draw = Draw.of(seed, name + "/defect/" + attempt);
            final Canvas faulty = faulty(part, pose, good, defect.get(), draw, Draw.of(seed, name + "/look"));
            final boolean[] mask = DefectMask.between(good, faulty);
            if (DefectMask.area(mask) >= LEAST_AREA * size * size || attempt == MOST_ATTEMPTS) {
                return new Specimen(camera.take(faulty), mask);
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
