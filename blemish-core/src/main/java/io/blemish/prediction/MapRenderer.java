package io.blemish.prediction;

import io.blemish.detector.PatchScores;
import io.blemish.embedding.AxisMatrix;
import io.blemish.embedding.Upsampling;
import io.blemish.image.BitMask;
import io.blemish.image.InspectionMask;
import io.blemish.image.Placement;
import io.blemish.image.Size;
import io.blemish.onnx.GraphAssembly;
import io.blemish.onnx.GridValue;
import java.util.Optional;

/**
 * Makes the anomaly map of a picture: its patches' distances, upsampled bilinearly to the network's input and smoothed
 * by a Gaussian (Roth et al., section 3.3).
 */
public final class MapRenderer {
    /** The paper's standard deviation, in pixels of the network's input. */
    public static final double DEFAULT_SIGMA = 4;

    /** The largest standard deviation: an eighth of the largest input, beyond which a map has one value. */
    public static final double MAX_SIGMA = 512;

    /** Where the Gaussian is cut, in standard deviations: scipy's default. */
    private static final double TRUNCATE = 4;

    private final float[] kernel;
    private final Optional<InspectionMask> mask;

    /**
     * A renderer of maps of whole pictures.
     *
     * @param sigma the Gaussian's standard deviation in pixels; 0 leaves the map unsmoothed
     */
    public MapRenderer(final double sigma) {
        this(sigma, Optional.empty());
    }

    /**
     * A renderer.
     *
     * @param sigma the Gaussian's standard deviation in pixels; 0 leaves the map unsmoothed
     * @param mask what of the picture is inspected, outside of which the map is 0; empty for all
     */
    public MapRenderer(final double sigma, final Optional<InspectionMask> mask) {
        this.kernel = gaussian(sigma);
        this.mask = mask;
    }

    /**
     * {@return the map of one picture}
     *
     * @param scores of its patches
     * @param placement of the picture in the network's input
     */
    public AnomalyMap render(final PatchScores scores, final Placement placement) {
        final int width = placement.input().width();
        final int height = placement.input().height();
        final float[] upsampled = new float[width * height];
        Upsampling.plane(
                Upsampling.of(scores.height(), height),
                Upsampling.of(scores.width(), width),
                scores.distances(),
                0,
                scores.width(),
                upsampled);
        final float[] map = smoothed(upsampled, width, height);
        mask.ifPresent(inspected -> clearOutside(inspected.inInput(placement), map));
        return new AnomalyMap(map, placement);
    }

    private static void clearOutside(final BitMask inside, final float[] map) {
        final boolean[] pixels = inside.defect();
        for (int i = 0; i < map.length; i++) {
            if (!pixels[i]) {
                map[i] = 0;
            }
        }
    }

    /**
     * Adds the nodes that draw the maps of pictures. Interpolation and smoothing are linear, so each axis is one matrix.
     *
     * @param graph to which they are added
     * @param distances of the patches, {@code [n, 1, rows, columns]}
     * @param placement of the pictures in the network's input
     * @return the maps, {@code [n, 1, height, width]}
     */
    public GridValue render(final GraphAssembly graph, final GridValue distances, final Placement placement) {
        final Size input = placement.input();
        final GridValue map = AxisMatrix.apply(
                graph,
                distances,
                AxisMatrix.upsampling(distances.height(), input.height()).then(smoothing(input.height())),
                AxisMatrix.upsampling(distances.width(), input.width()).then(smoothing(input.width())));
        return mask.map(inspected -> new GridValue(
                        inspected.apply(graph, map.name(), placement), map.channels(), map.height(), map.width()))
                .orElse(map);
    }

    private AxisMatrix smoothing(final int length) {
        return AxisMatrix.of(length, length, (row, taken) -> {
            for (int k = 0; k < kernel.length; k++) {
                taken.add(reflect(row + k - kernel.length / 2, length), kernel[k]);
            }
        });
    }

    private float[] smoothed(final float[] map, final int width, final int height) {
        if (kernel.length == 1) {
            return map;
        }
        // The rows that are smoothed over are kept aside, so that a large map is not in memory twice.
        final float[][] rows = new float[Math.min(height, kernel.length)][width];
        int kept = 0;
        final float[] padded = new float[width + kernel.length - 1];
        final float[] shifted = new float[width];
        for (int y = 0; y < height; y++) {
            for (; kept < height && kept <= y + kernel.length / 2; kept++) {
                System.arraycopy(map, kept * width, rows[kept % rows.length], 0, width);
            }
            pad(down(rows, y, height), padded);
            final float[] sum = new float[width];
            for (int k = 0; k < kernel.length; k++) {
                System.arraycopy(padded, k, shifted, 0, width);
                addScaled(shifted, kernel[k], sum);
            }
            System.arraycopy(sum, 0, map, y * width, width);
        }
        return map;
    }

    /** The last rows lie where their number modulo the number of kept rows says. */
    private float[] down(final float[][] rows, final int y, final int height) {
        final int width = rows[0].length;
        final int radius = kernel.length / 2;
        final float[] sum = new float[width];
        for (int k = 0; k < kernel.length; k++) {
            addScaled(rows[reflect(y + k - radius, height) % rows.length], kernel[k], sum);
        }
        return sum;
    }

    /** Over whole arrays from their first value, which is what the JIT vectorises: a third of the time with an offset. */
    private static void addScaled(final float[] source, final float factor, final float[] target) {
        for (int x = 0; x < target.length; x++) {
            target[x] += factor * source[x];
        }
    }

    private void pad(final float[] row, final float[] padded) {
        final int width = row.length;
        final int radius = kernel.length / 2;
        System.arraycopy(row, 0, padded, radius, width);
        for (int i = 0; i < radius; i++) {
            padded[i] = row[reflect(i - radius, width)];
            padded[radius + width + i] = row[reflect(width + i, width)];
        }
    }

    /** Half-sample reflection, {@code d c b a | a b c d | d c b a}: scipy's mode {@code reflect}. */
    private static int reflect(final int position, final int length) {
        final int period = 2 * length;
        final int folded = Math.floorMod(position, period);
        return folded < length ? folded : period - 1 - folded;
    }

    private static float[] gaussian(final double sigma) {
        if (!(sigma >= 0)) {
            throw new IllegalArgumentException("sigma must be at least 0, not " + sigma);
        }
        final int radius = (int) (TRUNCATE * sigma + 0.5);
        final double[] weights = new double[2 * radius + 1];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            final double distance = i - radius;
            weights[i] = sigma == 0 ? 1 : StrictMath.exp(-0.5 * distance * distance / (sigma * sigma));
            sum += weights[i];
        }
        final float[] kernel = new float[weights.length];
        for (int i = 0; i < weights.length; i++) {
            kernel[i] = (float) (weights[i] / sum);
        }
        return kernel;
    }
}
