package io.blemish.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.array.FloatMatrix;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyTest {
    @TempDir
    private Path folder;

    @Test
    void readsEveryTypeThatNumpyWrote() throws IOException {
        assertThat(fixture("f4").floats()).containsExactly(-3f, -1.5f, 0f, 1.5f, 3f, 4.5f);
        assertThat(fixture("f8").doubles()).containsExactly(-3, -1.5, 0, 1.5, 3, 4.5);
        assertThat(fixture("i4").ints()).containsExactly(-2, -1, 0, 1, 2, 3);
        assertThat(fixture("i8").longs()).containsExactly(-2, -1, 0, 1, 2, 3);
        assertThat(fixture("u1").bytes())
                .containsExactly((byte) 248, (byte) 249, (byte) 250, (byte) 251, (byte) 252, (byte) 253);
        assertThat(fixture("bool").bytes()).containsExactly(0, 0, 0, 1, 1, 1);
        assertThat(fixture("f4").shape()).containsExactly(2, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"f4", "f8", "i4", "i8"})
    void nonZeroIsSoForAnyType(final String name) throws IOException {
        assertThat(fixture(name).nonZero()).containsExactly(true, true, false, true, true, true);
        assertThat(fixture("bool").nonZero()).containsExactly(false, false, false, true, true, true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"version1", "version2", "version3"})
    void readsEveryVersion(final String name) throws IOException {
        assertThat(fixture(name).floats()).containsExactly(-2f, -1f, 0f, 1f, 2f, 3f);
    }

    @Test
    void readsVectorsSingleValuesAndNothing() throws IOException {
        assertThat(fixture("vector").shape()).containsExactly(2);
        assertThat(fixture("vector").floats()).containsExactly(1.5f, -2.5f);
        assertThat(fixture("scalar").shape()).isEmpty();
        assertThat(fixture("scalar").floats()).containsExactly(7f);
        assertThat(fixture("empty").shape()).containsExactly(0, 4);
        assertThat(fixture("empty").floats()).isEmpty();
        assertThat(fixture("fortran-column").floats()).containsExactly(-2f, 1f);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            fortran    | is stored in Fortran order
            big-endian | has elements of type >f4
            float16    | has elements of type <f2
            record     | has elements of type record
            """)
    void refusesWhatItDoesNotRead(final String name, final String sentence) {
        assertThatThrownBy(() -> fixture(name)).isInstanceOf(IOException.class).hasMessageContaining(sentence);
    }

    @Test
    void everyTruncationIsNoticed() throws IOException {
        final byte[] whole = bytes("f4");
        for (int length = 0; length < whole.length; length++) {
            final byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> Npy.read(new ByteArrayInputStream(part)))
                    .as("%d bytes", part.length)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void damagedHeadersAreRefusedInOneSentence() {
        assertRefused("nonsense", "its header makes no sense");
        assertRefused("{'descr': '<f4', 'fortran_order': False, 'shape': (-3,), }", "its header makes no sense");
        assertRefused("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999,), }", "too large");
        assertRefused("{'descr': '<f4', 'fortran_order': False, 'shape': (2147483647, 2147483647, 9), }", "too large");
        assertRefused("{'descr': '<f4', 'fortran_order': False, 'shape': (1000000000,), }", "too large to be held");
    }

    private static void assertRefused(final String dictionary, final String sentence) {
        final ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) dictionary.length(), 0});
        file.writeBytes(dictionary.getBytes(StandardCharsets.US_ASCII));
        assertThatThrownBy(() -> Npy.read(new ByteArrayInputStream(file.toByteArray())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void aLaterVersionOrAnAbsurdHeaderIsRefused() {
        final byte[] later = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 4, 0, 0, 0};
        assertThatThrownBy(() -> Npy.read(new ByteArrayInputStream(later))).hasMessageContaining("version 4");
        final byte[] absurd = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0, 0, 0, 0, (byte) 0x80};
        assertThatThrownBy(() -> Npy.read(new ByteArrayInputStream(absurd))).hasMessageContaining("2147483648 bytes");
    }

    @Test
    void theSentenceNamesTheFile() throws IOException {
        final Path missing = folder.resolve("missing.npy");
        assertThatThrownBy(() -> Npy.read(missing))
                .isInstanceOf(BlemishException.class)
                .hasMessage(missing + " does not exist.");
        final Path text = Files.writeString(folder.resolve("text.npy"), "hello, world");
        assertThatThrownBy(() -> Npy.read(text))
                .isInstanceOf(BlemishException.class)
                .hasMessage(text + " is not a NumPy array (.npy).");
    }

    @Test
    void theWrongTypeIsRefused() {
        assertThatThrownBy(() -> fixture("f8").floats())
                .isInstanceOf(BlemishException.class)
                .hasMessage("The array holds float64 [2, 3] where float32 is needed.");
    }

    @Test
    void writesTheBytesThatNumpyWrites() throws IOException {
        final ByteArrayOutputStream floats = new ByteArrayOutputStream();
        Npy.write(floats, new float[] {-3f, -1.5f, 0f, 1.5f, 3f, 4.5f}, 2, 3);
        assertThat(floats.toByteArray()).isEqualTo(bytes("f4"));
        final ByteArrayOutputStream ints = new ByteArrayOutputStream();
        Npy.write(ints, new int[] {-2, -1, 0, 1, 2, 3}, 2, 3);
        assertThat(ints.toByteArray()).isEqualTo(bytes("i4"));
        final ByteArrayOutputStream vector = new ByteArrayOutputStream();
        Npy.write(vector, new float[] {1.5f, -2.5f}, 2);
        assertThat(vector.toByteArray()).isEqualTo(bytes("vector"));
        final ByteArrayOutputStream scalar = new ByteArrayOutputStream();
        Npy.write(scalar, new float[] {7f});
        assertThat(scalar.toByteArray()).isEqualTo(bytes("scalar"));
        final ByteArrayOutputStream octets = new ByteArrayOutputStream();
        Npy.write(octets, new byte[] {-8, -7, -6, -5, -4, -3}, 2, 3);
        assertThat(octets.toByteArray()).isEqualTo(bytes("u1"));
    }

    @Test
    void largeArraysComeBackAsTheyWere() throws IOException {
        final float[] floats = new float[50_001];
        final int[] ints = new int[50_001];
        for (int i = 0; i < floats.length; i++) {
            ints[i] = i * 0x9e3779b9;
            floats[i] = Float.intBitsToFloat(ints[i] & 0x7f7fffff);
        }
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        Npy.write(out, floats, 50_001);
        Npy.write(out, ints, 3, 16_667);
        final InputStream in = new ByteArrayInputStream(out.toByteArray());
        assertThat(Npy.read(in).floats()).isEqualTo(floats);
        assertThat(Npy.read(in).ints()).isEqualTo(ints);
    }

    @Test
    void aShapeThatDoesNotFitIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Npy.write(new ByteArrayOutputStream(), new float[5], 2, 3));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 64, 4096, 13})
    void mapsAMatrixInTheMiddleOfAFile(final int offset) throws IOException {
        final Path file = folder.resolve("middle");
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[offset]);
        out.writeBytes(bytes("f4"));
        out.writeBytes(new byte[100]);
        Files.write(file, out.toByteArray());
        final FloatMatrix matrix;
        try (FileChannel channel = FileChannel.open(file)) {
            matrix = Npy.mapFloats(channel, offset);
        }
        assertThat(matrix.rows()).isEqualTo(2);
        assertThat(matrix.row(1)).containsExactly(1.5f, 3f, 4.5f);
    }

    @Test
    void mapsAVectorAsOneRow() throws IOException {
        try (FileChannel channel = FileChannel.open(Files.write(folder.resolve("vector"), bytes("vector")))) {
            assertThat(Npy.mapFloats(channel, 0).rows()).isEqualTo(1);
            assertThat(Npy.mapFloats(channel, 0).row(0)).containsExactly(1.5f, -2.5f);
        }
    }

    @Test
    void mapsNoOtherTypeAndNothingTruncated() throws IOException {
        try (FileChannel channel = FileChannel.open(Files.write(folder.resolve("doubles"), bytes("f8")))) {
            assertThatThrownBy(() -> Npy.mapFloats(channel, 0))
                    .hasMessage("holds float64 [2, 3] instead of a matrix of float32");
            assertThatThrownBy(() -> Npy.mapFloats(channel, channel.size() + 5))
                    .hasMessage("is not a NumPy array (.npy)");
        }
        final byte[] whole = bytes("f4");
        final Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, whole.length - 1));
        try (FileChannel channel = FileChannel.open(cut)) {
            assertThatThrownBy(() -> Npy.mapFloats(channel, 0))
                    .hasMessage("is damaged: it ends before its matrix does");
        }
    }

    private static byte[] bytes(final String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(NpyTest.class.getResourceAsStream(name + ".npy"))) {
            return in.readAllBytes();
        }
    }

    private static Npy fixture(final String name) throws IOException {
        return Npy.read(new ByteArrayInputStream(bytes(name)));
    }
}
