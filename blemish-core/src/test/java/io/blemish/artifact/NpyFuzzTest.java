package io.blemish.artifact;

import io.blemish.fuzz.Refusal;
import io.blemish.fuzz.Seeds;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A file of NumPy's is an array or is refused. */
public class NpyFuzzTest {
    @TestFactory
    Stream<DynamicTest> seeds() throws IOException {
        return Seeds.replay("npy", NpyFuzzTest::fuzzerTestOneInput);
    }

    /** The target of {@code .ci/fuzz}. */
    public static void fuzzerTestOneInput(final byte[] data) {
        Refusal.orUseFile(".npy", data, NpyFuzzTest::read);
        Refusal.orUseFile(".npy", data, NpyFuzzTest::map);
    }

    private static void read(final Path file) {
        final Npy array = Npy.read(file);
        final int values = switch (array.type()) {
            case FLOAT32 -> array.floats().length;
            case FLOAT64 -> array.doubles().length;
            case INT32 -> array.ints().length;
            case INT64 -> array.longs().length;
            case UINT8, BOOL -> array.bytes().length;
        };
        if (values != array.nonZero().length || values != array.shape().stream().reduce(1, (a, b) -> a * b)) {
            throw new AssertionError(values + " values of shape " + array.shape());
        }
    }

    private static void map(final Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            mapped(() -> sum(Npy.mapFloats(channel, 0)));
            mapped(() -> Npy.mapBytes(channel, 0).copyRows(0, 0, new byte[0]));
            mapped(() -> Npy.mapInts(channel, 0).get(new int[0]));
        }
    }

    /** Reads the last row, which is behind all others. */
    private static void sum(final io.blemish.array.FloatMatrix matrix) {
        if (matrix.rows() > 0) {
            matrix.copyRows(matrix.rows() - 1, 1, new float[matrix.columns()], 0);
        }
    }

    private static void mapped(final Refusal.Use map) {
        try {
            map.run();
        } catch (final IOException e) {
            // Its message is a predicate, to which the caller adds the name of the file.
            if (e.getMessage() == null || e.getMessage().isBlank()) {
                throw new AssertionError("no predicate", e);
            }
        }
    }
}
