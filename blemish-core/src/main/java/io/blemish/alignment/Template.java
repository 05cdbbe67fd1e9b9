package io.blemish.alignment;

import io.blemish.ErrorCode;
import io.blemish.PictureException;
import io.blemish.artifact.Sha256;
import io.blemish.image.RgbImage;
import io.blemish.image.Size;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The picture whose pose others are brought to, and the search for the pose of a part in another picture. Only a small grey copy
 * is kept. Safe for use by many threads; the same picture gives the same pose.
 */
public final class Template {
    /** The side of the square in pixels, in whose middle the grey copy lies. */
    public static final int SIDE = WorkingPicture.SIDE;

    /** A picture that is longer is too narrow to see in it how a part is turned. */
    private static final int MOST_PROPORTION = 4;

    /** By how much the proportions of pictures may differ from those of the template: a size is rounded to whole pixels. */
    private static final double PROPORTIONS = 0.02;

    private static final int CHANNELS = 3;

    // What half a turn and a shift by a whole side take from the correlation, when poses are compared.
    private static final double FAR_TURN = 0.03;
    private static final double FAR_SHIFT = 0.1;

    // How many steps the refinement goes at most at each level, and the pixels below which a step is the last one.
    private static final int COARSE_STEPS = 10;
    private static final double COARSELY_STILL = 0.05;
    private static final int MIDDLE_STEPS = 10;
    private static final double MIDDLE_STILL = 0.05;
    private static final int FINE_STEPS = 6;
    private static final double FINELY_STILL = 0.01;

    /** So many of the poses that the spectra tell are refined. */
    private static final int REFINED = 2;

    private final byte[] grey;
    private final Size size;
    private final PoseSearch search;
    private final Refinement coarse;
    private final Refinement middle;
    private final Refinement fine;

    private Template(final byte[] grey, final Size size) {
        this.grey = grey;
        this.size = size;
        final WorkingPicture working = WorkingPicture.of(grey, size);
        this.search = new PoseSearch(working);
        this.coarse = new Refinement(working.coarse());
        this.middle = new Refinement(working.middle());
        this.fine = new Refinement(working.fine());
    }

    /**
     * {@return a picture as a template}
     *
     * @param picture of a part as others are to show it
     * @throws PictureException if it is more than four times as long as it is wide
     */
    public static Template of(final RgbImage picture) {
        requireProportions(picture.size());
        return new Template(WorkingPicture.grey(picture), picture.size());
    }

    /**
     * {@return a template that was kept}
     *
     * @param grey what {@link #grey} gave
     * @param size of the picture that it was made of
     * @throws IllegalArgumentException if that cannot be
     */
    public static Template kept(final byte[] grey, final Size size) {
        if (grey.length != SIDE * SIDE) {
            throw new IllegalArgumentException(
                    "the template has " + grey.length + " pixels instead of " + SIDE + "x" + SIDE);
        }
        if (isNarrow(size)) {
            throw new IllegalArgumentException("no template has " + size + " pixels");
        }
        return new Template(grey.clone(), size);
    }

    private static void requireProportions(final Size size) {
        if (isNarrow(size)) {
            throw new PictureException(
                    ErrorCode.PICTURE_UNSUITABLE,
                    "A picture of " + size + " pixels is too narrow to be a template: its longer side may be "
                            + MOST_PROPORTION + " times the shorter one.");
        }
    }

    private static boolean isNarrow(final Size size) {
        return Math.max(size.width(), size.height()) > (long) MOST_PROPORTION * Math.min(size.width(), size.height());
    }

    /** {@return a copy of the grey copy in the middle of a square, row by row: {@code [SIDE, SIDE]}} */
    public byte[] grey() {
        return grey.clone();
    }

    /** The hash of all that poses depend on. */
    String fingerprint() {
        final MessageDigest digest = Sha256.digest();
        digest.update(grey);
        return size + " " + HexFormat.of().formatHex(digest.digest());
    }

    /** {@return the size of the picture that this was made of} */
    public Size size() {
        return size;
    }

    /** {@return the grey copy as a picture, without what fills the square} */
    public RgbImage picture() {
        final Size shown = size.scaledTo(SIDE);
        final int left = (SIDE - shown.width()) / 2;
        final int top = (SIDE - shown.height()) / 2;
        final byte[] rgb = new byte[CHANNELS * Math.toIntExact(shown.pixels())];
        for (int i = 0; i < rgb.length; i++) {
            final int pixel = i / CHANNELS;
            rgb[i] = grey[(top + pixel / shown.width()) * SIDE + left + pixel % shown.width()];
        }
        return new RgbImage(shown.width(), shown.height(), rgb);
    }

    /**
     * {@return whether a picture has the proportions of this}
     *
     * @param picture its size
     */
    public boolean hasProportionsOf(final Size picture) {
        return Math.abs(Math.log(size.stretchTo(picture))) <= PROPORTIONS;
    }

    /**
     * Finds how the part lies in a picture: turned by any angle, from 0.8 to 1.25 times as large, and shifted by up to a fifth of
     * the picture. Where the part does not look like the template, the pose is a random one, and the correlation is low.
     *
     * @param picture of the proportions of this
     * @return the pose with the highest correlation
     */
    public FoundPose find(final RgbImage picture) {
        final WorkingPicture working = WorkingPicture.of(picture);
        final List<Similarity> coarsely = best(search.candidates(working), coarse, working.coarse(), REFINED).stream()
                .map(pose -> coarse.refine(working.coarse(), pose, COARSE_STEPS, COARSELY_STILL))
                .toList();
        final List<Similarity> likeliest = best(coarsely, coarse, working.coarse(), 1);
        if (likeliest.isEmpty()) {
            return new FoundPose(Pose.IDENTITY, 0);
        }
        final Similarity inMiddle =
                middle.refine(working.middle(), likeliest.get(0).enlarged(2), MIDDLE_STEPS, MIDDLE_STILL);
        final Similarity pose = fine.refine(working.fine(), inMiddle.enlarged(2), FINE_STEPS, FINELY_STILL);
        return new FoundPose(Pose.of(pose, SIDE), middle.correlation(working.middle(), pose.enlarged(0.5)));
    }

    /** The poses with the highest correlation, the highest first, where a small movement is likelier than a large one. */
    private static List<Similarity> best(
            final List<Similarity> poses, final Refinement level, final Level picture, final int most) {
        record Rated(Similarity pose, double rating) {}
        return poses.stream()
                .map(pose -> new Rated(pose, level.correlation(picture, pose) - movement(pose, picture.side())))
                .sorted((one, other) -> Double.compare(other.rating(), one.rating()))
                .limit(most)
                .map(Rated::pose)
                .toList();
    }

    /** A part that looks the same when it is turned, or a pattern that repeats, fits in several poses nearly alike. */
    private static double movement(final Similarity pose, final int side) {
        final double turn = Math.abs(StrictMath.atan2(pose.b(), pose.a())) / StrictMath.PI;
        return FAR_TURN * turn + FAR_SHIFT * Math.hypot(pose.x(), pose.y()) / side;
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof Template template && size.equals(template.size) && Arrays.equals(grey, template.grey);
    }

    @Override
    public int hashCode() {
        return 31 * size.hashCode() + Arrays.hashCode(grey);
    }

    /** The size, in words for messages. */
    @Override
    public String toString() {
        return "a template of " + size;
    }
}
