package io.blemish.model;

import io.blemish.image.Placement;
import io.blemish.image.Preprocessing;
import io.blemish.image.Size;
import io.blemish.image.TileAxis;
import io.blemish.image.Tiling;
import java.util.Locale;
import java.util.Optional;

/**
 * That the network sees pictures much smaller than they are, so that small defects are lost.
 *
 * @param picture the size of a picture
 * @param seen the size to which it is resized
 */
public record Reduction(Size picture, Size seen) {
    /**
     * Pictures that are reduced by less are not mentioned: those of ImageNet, on which the networks were trained, mostly have a
     * longer side of 500 pixels, which become 224. So a network has learned to see details that are reduced by so much.
     */
    private static final double USUAL = 500.0 / 224;

    /** The tile that is proposed: of the usual networks' total stride, and not much larger than what they were trained on. */
    private static final int TILE = 320;

    /**
     * {@return the reduction of a picture; empty if it is not worth mentioning, or the picture is cut into tiles}
     *
     * @param preprocessing from the picture to the network's input
     * @param picture its size
     */
    public static Optional<Reduction> of(final Preprocessing preprocessing, final Size picture) {
        return preprocessing.tiling().isPresent() ? Optional.empty() : of(preprocessing.placement(picture));
    }

    static Optional<Reduction> of(final Placement whole) {
        final Reduction reduction = new Reduction(whole.picture(), whole.resized());
        return Math.min(reduction.across(), reduction.down()) > USUAL ? Optional.of(reduction) : Optional.empty();
    }

    private double across() {
        return (double) picture.width() / seen.width();
    }

    private double down() {
        return (double) picture.height() / seen.height();
    }

    /** {@return how many pixels of the picture become one, along the side that loses more; rounded up} */
    public int pixels() {
        return (int) Math.ceil(Math.max(across(), down()));
    }

    /** {@return the tiles that are proposed} */
    public Tiling proposed() {
        return Tiling.of(Math.min(TILE, Math.min(picture.width(), picture.height())));
    }

    private static int count(final int length, final Tiling tiling) {
        return new TileAxis(length, tiling.tile(), tiling.overlap()).count();
    }

    /** {@return what is lost, and what tiles would cost, in words} */
    public String sentence() {
        final Tiling proposed = proposed();
        final long tiles = (long) count(picture.width(), proposed) * count(picture.height(), proposed);
        final double times = (double) tiles * proposed.tile() * proposed.tile() / seen.pixels();
        return String.format(
                Locale.ROOT,
                "Pictures of %s pixels are seen as %s, so that a scratch less than %d pixels wide is less than one pixel there"
                        + " and may be missed. Cut into tiles of %d pixels they are seen in full size: each is %d tiles then,"
                        + " which take about %.0f times as long.",
                picture,
                seen,
                pixels(),
                proposed.tile(),
                tiles,
                Math.max(1, times));
    }
}
