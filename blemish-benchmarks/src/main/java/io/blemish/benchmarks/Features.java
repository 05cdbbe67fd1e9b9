package io.blemish.benchmarks;

import io.blemish.array.FloatMatrix;
import io.blemish.artifact.Npy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Random;

/** Vectors for benchmarks: those of a file, or drawn ones that resemble features of a network. */
final class Features {
    /** Kinds of surface in the drawn data. */
    private static final int CENTRES = 40;

    private Features() {}

    /**
     * The first rows of the file that a system property names, or drawn ones.
     *
     * @param property names a {@code .npy} file of float32 {@code [n, dimension]}
     */
    static FloatMatrix of(final String property, final int rows, final int dimension, final long seed) {
        final String file = System.getProperty(property);
        return file == null ? draw(rows, dimension, seed) : firstRows(Path.of(file), rows);
    }

    private static FloatMatrix firstRows(final Path file, final int rows) {
        final FloatMatrix all;
        try (FileChannel channel = FileChannel.open(file)) {
            all = Npy.mapFloats(channel, 0);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        final float[] values = new float[Math.multiplyExact(rows, all.columns())];
        all.copyRows(0, rows, values, 0);
        return FloatMatrix.wrap(values, rows, all.columns());
    }

    /** Clouds about some centres, whose variance falls with the inverse of the axis, as that of features does roughly. */
    private static FloatMatrix draw(final int rows, final int dimension, final long seed) {
        final Random centreRandom = new Random(1);
        final float[] centres = new float[CENTRES * dimension];
        for (int i = 0; i < centres.length; i++) {
            centres[i] = (float) (centreRandom.nextGaussian() / Math.sqrt(1 + i % dimension));
        }
        final Random random = new Random(seed);
        final float[] values = new float[Math.multiplyExact(rows, dimension)];
        for (int i = 0; i < values.length; i += dimension) {
            final int centre = random.nextInt(CENTRES) * dimension;
            for (int d = 0; d < dimension; d++) {
                values[i + d] = (float) (centres[centre + d] + random.nextGaussian() / Math.sqrt(1 + d));
            }
        }
        return FloatMatrix.wrap(values, rows, dimension);
    }
}
