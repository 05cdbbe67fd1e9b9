package io.blemish.image;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.OptionException;
import io.blemish.artifact.Ranges;
import io.blemish.onnx.GraphAssembly;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The part of every picture that is inspected. What lies outside is painted over before the network sees it, in training as in
 * judging, so that nothing outside is learned and no defect there is told. It is kept on a grid of its own, stretched over the whole
 * picture.
 *
 * @param width columns of the grid, from 1 to {@link #MAX_SIDE}
 * @param height rows of the grid, from 1 to {@link #MAX_SIDE}
 * @param runs lengths of runs of points, row by row from the top, in turn outside and inside; the first may be 0
 */
public record InspectionMask(int width, int height, List<Integer> runs) {
    /** The largest side of the grid: finer than the grid of patches of any usual input by far. */
    public static final int MAX_SIDE = 512;

    /** By how much the proportions of pictures may differ from those of the mask: a mask may be drawn on a scaled copy. */
    private static final double PROPORTIONS = 0.02;

    /**
     * Checks the ranges.
     *
     * @param width columns of the grid
     * @param height rows of the grid
     * @param runs lengths of runs of points, in turn outside and inside; copied
     */
    public InspectionMask {
        Ranges.within(width, "the width of the mask", 1, MAX_SIDE);
        Ranges.within(height, "the height of the mask", 1, MAX_SIDE);
        runs = Ranges.complete(runs, "the runs of the mask");
        final long all = (long) width * height;
        long points = 0;
        for (final int run : runs) {
            Ranges.within(run, "a run of the mask", 0, all);
            points += run;
        }
        Ranges.within(points, "the number of points of the mask", all, all);
    }

    /**
     * {@return the mask that a picture draws: black is outside, all else is inside; empty if all is inside}
     *
     * @param file a picture of the proportions of those that are inspected
     * @throws BlemishException if it cannot be read, or nothing is inside
     */
    public static Optional<InspectionMask> read(final Path file) {
        return read(Picture.of(file));
    }

    /**
     * {@return the mask that a picture draws, as {@link #read(Path)} reads it; empty if all is inside}
     *
     * @param drawn a picture of the proportions of those that are inspected
     * @throws BlemishException if it cannot be decoded, or nothing is inside
     */
    public static Optional<InspectionMask> read(final Picture drawn) {
        final BitMask whole = ImageDecoder.DEFAULT.decodeMask(drawn);
        final double scale = Math.min(1, (double) MAX_SIDE / Math.max(whole.width(), whole.height()));
        final BitMask inside =
                whole.resize(new Size(Math.max(1, (int) Math.round(whole.width() * scale)), Math.max(1, (int)
                        Math.round(whole.height() * scale))));
        final int count = inside.count();
        if (count == 0) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    "Mask " + drawn.name()
                            + " is black everywhere, so there is nothing to inspect. Draw white what is to be inspected.");
        }
        return count == inside.size().pixels() ? Optional.empty() : Optional.of(of(inside));
    }

    private static InspectionMask of(final BitMask inside) {
        final List<Integer> runs = new ArrayList<>();
        boolean state = false;
        int run = 0;
        for (final boolean point : inside.defect()) {
            if (point != state) {
                runs.add(run);
                run = 0;
                state = point;
            }
            run++;
        }
        runs.add(run);
        return new InspectionMask(inside.width(), inside.height(), runs);
    }

    /** {@return the share of the picture that is inspected, in {@code (0, 1)}} */
    public double share() {
        long inside = 0;
        for (int i = 1; i < runs.size(); i += 2) {
            inside += runs.get(i);
        }
        return (double) inside / ((long) width * height);
    }

    /**
     * Checks that pictures have the proportions of the mask.
     *
     * @param picture the size of one of them
     * @throws BlemishException if they do not
     */
    public void requireProportions(final Size picture) {
        final double stretch = new Size(width, height).stretchTo(picture);
        // The grid's sides are rounded to whole points.
        final double rounding = 1.0 / Math.min(width, height);
        if (Math.abs(Math.log(stretch)) > PROPORTIONS + rounding) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    "The mask has proportions of " + width + " to " + height + ", and a picture is " + picture.width()
                            + "x" + picture.height() + " pixels. Draw the mask on one of the pictures.");
        }
    }

    /**
     * {@return which pixels of a network's input are inspected}
     *
     * @param placement of a picture in the input
     */
    public BitMask inInput(final Placement placement) {
        final boolean[] grid = grid();
        final Size input = placement.input();
        // By the size of the grid and not of the picture, so that all pictures that are squashed alike have the same
        // mask.
        final Placement onGrid = placement.ofScaled(new Size(width, height));
        final int[] columns = new int[input.width()];
        for (int x = 0; x < columns.length; x++) {
            columns[x] = onGrid.toPictureX(x);
        }
        final boolean[] inside = new boolean[Math.toIntExact(input.pixels())];
        for (int y = 0; y < input.height(); y++) {
            final int row = onGrid.toPictureY(y) * width;
            for (int x = 0; x < columns.length; x++) {
                inside[y * columns.length + x] = grid[row + columns[x]];
            }
        }
        return new BitMask(input.width(), input.height(), inside);
    }

    /**
     * Adds the nodes to a graph that set what is not inspected to 0.
     *
     * @param graph to which they are added
     * @param value of pictures, {@code [n, c, height, width]}, of the size of the network's input
     * @param placement of the pictures in the input
     * @return the value with 0 outside
     */
    public String apply(final GraphAssembly graph, final String value, final Placement placement) {
        final boolean[] pixels = inInput(placement).defect();
        final float[] factors = new float[pixels.length];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = pixels[i] ? 1 : 0;
        }
        final Size input = placement.input();
        return graph.node(
                "Mul", value, graph.floats(List.of(1L, 1L, (long) input.height(), (long) input.width()), factors));
    }

    private boolean[] grid() {
        final boolean[] grid = new boolean[width * height];
        int at = 0;
        boolean state = false;
        for (final int run : runs) {
            for (int end = at + run; at < end; at++) {
                grid[at] = state;
            }
            state = !state;
        }
        return grid;
    }
}
