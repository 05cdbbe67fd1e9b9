package io.blemish.alignment;

import io.blemish.artifact.Ranges;
import io.blemish.image.RgbImage;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Copies of a picture that are turned about its middle, for parts that lie at any angle. The picture and its copies are spread
 * evenly over a full turn. AnomalyDINO (Damm et al., 2024) turns its few good pictures in steps of 45 degrees, which are 8 turns.
 *
 * @param count how many pictures one becomes, itself among them, from 2 to {@value #MOST}
 */
public record Turns(int count) {
    /** Steps of 10 degrees: neighbouring copies are then nearly alike. */
    public static final int MOST = 36;

    private static final double FULL_TURN = 2 * Pose.HALF_TURN;

    /**
     * Checks the range.
     *
     * @param count number of pictures that one becomes, itself among them, from 2 to {@value #MOST}
     */
    public Turns {
        Ranges.within(count, "turns", 2, MOST);
    }

    /** {@return how the part lies in each copy, relative to the picture itself, which is the first} */
    public List<Pose> poses() {
        return IntStream.range(0, count).mapToObj(this::pose).toList();
    }

    /**
     * {@return how the part lies in a copy, relative to the picture itself}
     *
     * @param copy its number; 0 is the picture itself
     */
    public Pose pose(final int copy) {
        final double degrees = copy * FULL_TURN / count;
        return new Pose(degrees > Pose.HALF_TURN ? degrees - FULL_TURN : degrees, 1, 0, 0);
    }

    /**
     * {@return a picture of the same size that shows the part turned by a pose, back to the template's} Where it shows what lies
     * outside of the picture, the edge is repeated.
     *
     * @param picture to turn; not changed
     * @param pose one of {@link #poses}
     */
    public static RgbImage turned(final RgbImage picture, final Pose pose) {
        return Warp.toTemplate(picture, pose);
    }
}
