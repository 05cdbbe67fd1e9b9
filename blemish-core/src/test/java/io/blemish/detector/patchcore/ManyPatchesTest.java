package io.blemish.detector.patchcore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.array.FloatFile;
import io.blemish.array.FloatMatrix;
import io.blemish.artifact.ArtifactFile;
import io.blemish.artifact.ArtifactWriter;
import io.blemish.artifact.NpyHeader;
import io.blemish.artifact.NpyType;
import io.blemish.detector.patchcore.coreset.CoresetPart;
import io.blemish.detector.patchcore.coreset.Leaders;
import io.blemish.detector.patchcore.coreset.PartedCoreset;
import io.blemish.embedding.PatchFunction;
import io.blemish.embedding.Patches;
import io.blemish.embedding.RandomProjection;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Banks that are chosen among more patches than an int counts, of pictures of which only a few are ever made. */
class ManyPatchesTest {
    private static final int SIDE = 28;
    private static final int EACH = SIDE * SIDE;
    private static final int DIMENSION = 4;
    private static final int PICTURES = 3_000_000;
    private static final int ENTRIES = 12;
    private static final Workers ONE = new Workers(1);

    /** Of all patches, the banks are chosen among those of these pictures, as if no other patch were far from them. */
    private static final int[] FAR = {5, 2_739_136, 2_739_137, PICTURES - 1};

    @TempDir
    private Path folder;

    @AfterAll
    static void stop() {
        ONE.close();
    }

    private static float[] values(final int picture) {
        final Random random = new Random(picture);
        final float[] values = new float[EACH * DIMENSION];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return values;
    }

    private static Patches patches(final int picture) {
        return new Patches(SIDE, SIDE, DIMENSION, values(picture));
    }

    private static int[] all() {
        return IntStream.range(0, PICTURES).toArray();
    }

    private static PatchCore trained() {
        final PatchCoreOptions options = PatchCoreOptions.builder()
                .coreset(0.01)
                .maxBankEntries(Optional.of(ENTRIES))
                .projectionDimension(0)
                .build();
        return options.trainer(List.of(), 3).train(new Made(), all(), ONE, Progress.SILENT);
    }

    @Test
    void theBankKnowsWhichPatchEachEntryIs() {
        try (PatchCore bank = trained()) {
            assertThat(bank.entries()).isEqualTo(ENTRIES);
            assertThat(bank.rows()[0]).isEqualTo(bank.description().start());
            assertThat(bank.rows()).doesNotHaveDuplicates();
            assertThat(LongStream.of(bank.rows()).max().orElseThrow()).isGreaterThan(Integer.MAX_VALUE);
            assertKnown(bank);
        }
    }

    /** Each entry has distance 0 to the patch that it says it is. */
    private static void assertKnown(final PatchCore bank) {
        for (int entry = 0; entry < bank.entries(); entry++) {
            final var source = bank.source(entry).orElseThrow();
            final int patch = source.row() * source.columns() + source.column();
            assertThat((long) source.picture() * EACH + patch).isEqualTo(bank.rows()[entry]);
            assertThat(bank.score(patches(source.picture())).distances()[patch]).isZero();
        }
    }

    @Test
    void theEntriesOfAPictureAreNotItsOthers() {
        try (PatchCore bank = trained()) {
            final int last = PICTURES - 1;
            assertThat(LongStream.of(bank.rows()).map(row -> row / EACH)).contains((long) last);
            final double others = bank.distanceToOthers(patches(last), last).orElseThrow();
            final double any = bank.distanceToOthers(patches(last), 0).orElseThrow();
            assertThat(others).isGreaterThan(any);
        }
    }

    @Test
    void aFileKeepsSuchRowsIn64BitsAndOthersIn32() throws IOException {
        final Path file = folder.resolve("bank");
        try (PatchCore bank = trained();
                ArtifactWriter writer = new ArtifactWriter(file)) {
            bank.write(writer);
            final var entries = writer.entries();
            writer.finish("model.json", new byte[0]);
            try (ArtifactFile read = ArtifactFile.open(file)) {
                read.check(entries);
                assertThat(type(read)).isEqualTo(NpyType.INT64);
                try (PatchCore opened = PatchCore.read(bank.description(), read, Measure.DISTANCE, ONE)) {
                    assertThat(opened.rows()).isEqualTo(bank.rows());
                    assertKnown(opened);
                }
            }
            try (PatchCore rest = bank.without(IntStream.range(5, PICTURES - 1).toArray(), ONE, Progress.SILENT);
                    ArtifactWriter smaller = new ArtifactWriter(file)) {
                rest.write(smaller);
                final var fewer = smaller.entries();
                smaller.finish("model.json", new byte[0]);
                try (ArtifactFile read = ArtifactFile.open(file)) {
                    read.check(fewer);
                    assertThat(type(read)).isEqualTo(NpyType.INT32);
                }
            }
        }
    }

    private static NpyType type(final ArtifactFile file) throws IOException {
        final ByteBuffer bytes = file.bytes("bank_source.npy");
        final byte[] content = new byte[bytes.remaining()];
        bytes.get(content);
        return NpyHeader.read(new ByteArrayInputStream(content)).type();
    }

    @Test
    void picturesThatLeaveTakeTheirEntriesAlongAndTheOthersAreCountedAnew() {
        final int[] leaving = {0, 5, 2_739_137};
        try (PatchCore bank = trained();
                PatchCore rest = bank.without(leaving, ONE, Progress.SILENT)) {
            final long[] expected = IntStream.range(0, bank.entries())
                    .mapToLong(entry -> bank.rows()[entry])
                    .filter(row -> row / EACH != 5 && row / EACH != 2_739_137)
                    .map(row -> row - (row / EACH > 2_739_137 ? 3L : row / EACH > 5 ? 2L : 1L) * EACH)
                    .toArray();
            assertThat(expected).isNotEmpty().hasSizeLessThan(bank.entries());
            assertThat(rest.rows()).isEqualTo(expected);
        }
    }

    @Test
    void moreEntriesThanABankCanHaveAreRefusedBeforeAnyIsChosen() {
        final PatchCoreOptions options =
                PatchCoreOptions.builder().coreset(1).projectionDimension(0).build();
        assertThatThrownBy(() -> options.trainer(List.of(), 3).train(new Made(), all(), ONE, Progress.SILENT))
                .isInstanceOf(BlemishException.class)
                .hasMessage(
                        "The memory bank would have 2,352,000,000 entries, and at most 2,146,435,071 are possible. Keep a"
                                + " smaller share of the patches, or limit the entries.");
    }

    /** Patches that are made when they are asked for. */
    private static final class Made implements BankPatches {
        @Override
        public int pictures() {
            return PICTURES;
        }

        @Override
        public int height() {
            return SIDE;
        }

        @Override
        public int width() {
            return SIDE;
        }

        @Override
        public Optional<RandomProjection> projection() {
            return Optional.empty();
        }

        @Override
        public <R> List<R> map(final int[] pictures, final PatchFunction<R> function, final Workers workers) {
            return IntStream.of(pictures)
                    .mapToObj(picture -> function.apply(patches(picture)))
                    .toList();
        }

        @Override
        public Optional<FloatMatrix> inPlace(final int[] pictures) {
            return Optional.empty();
        }

        @Override
        public FloatFile copy(final long[] rows) {
            final FloatFile file = FloatFile.create(rows.length, DIMENSION);
            for (int i = 0; i < rows.length; i++) {
                file.write(i, vector(rows[i]));
            }
            return file;
        }

        private static float[] vector(final long row) {
            final Patches picture = patches((int) (row / EACH));
            return FloatMatrix.wrap(picture.values(), EACH, DIMENSION).row((int) (row % EACH));
        }

        @Override
        public long[] coreset(
                final int[] pictures,
                final int count,
                final long start,
                final Workers workers,
                final Progress progress) {
            final CoresetPart part = new CoresetPart(
                    FloatMatrix.wrap(
                            IntStream.of(FAR).mapToObj(ManyPatchesTest::values).toList(), EACH, DIMENSION),
                    FAR,
                    EACH,
                    count,
                    ONE);
            return PartedCoreset.select(
                    new PartedCoreset.Parts() {
                        @Override
                        public float[] vector(final long index) {
                            return Made.vector(index);
                        }

                        @Override
                        public List<Leaders> leaders(final long[] indices, final float[] vectors) {
                            part.add(indices, vectors);
                            return List.of(part.leaders(3));
                        }
                    },
                    (long) pictures.length * EACH,
                    count,
                    start,
                    progress);
        }

        @Override
        public BankPatches derived(
                final PatchFunction<Patches> function,
                final Optional<RandomProjection> projection,
                final Workers workers) {
            throw new UnsupportedOperationException();
        }

        @Override
        public BankPatches derived(
                final int[] pictures,
                final PatchFunction<Patches> function,
                final Optional<RandomProjection> projection,
                final Workers workers) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            // Nothing is kept.
        }
    }
}
