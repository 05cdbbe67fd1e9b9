package io.blemish.detector.patchcore;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.embedding.PatchStore;
import io.blemish.embedding.Patches;
import io.blemish.embedding.RandomProjection;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemoryBankTest {
    private static final int SIDE = 4;
    private static final int DIMENSION = 6;

    private static PatchStore store(final int pictures, final Optional<RandomProjection> projection) {
        final Random random = new Random(1);
        final PatchStore store = PatchStore.create(
                pictures, new Patches(SIDE, SIDE, DIMENSION, new float[SIDE * SIDE * DIMENSION]), projection);
        for (int picture = 0; picture < pictures; picture++) {
            final float[] values = new float[SIDE * SIDE * DIMENSION];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextFloat();
            }
            store.put(picture, new Patches(SIDE, SIDE, DIMENSION, values));
        }
        return store;
    }

    @Test
    void aShareIsChosenFromTheGivenPicturesAndKeepsItsSources() {
        try (Workers workers = new Workers(2);
                PatchStore store = store(7, Optional.of(RandomProjection.gaussian(DIMENSION, 3, 2)))) {
            final int[] pictures = {1, 2, 5};
            try (MemoryBank bank = MemoryBank.choose(
                    BankPatches.of(store), pictures, BankSize.of(0.25), 9, workers, Progress.SILENT)) {
                assertThat(bank.matrix().rows()).isEqualTo(12);
                assertThat(bank.sources().get(0))
                        .as("the start is picked first")
                        .isEqualTo(bank.start());
                final long[] sources = new long[12];
                bank.sources().get(0, sources);
                assertThat(sources).doesNotHaveDuplicates();
                for (int entry = 0; entry < sources.length; entry++) {
                    assertThat(sources[entry] / (SIDE * SIDE)).isIn(1L, 2L, 5L);
                    assertThat(bank.matrix().row(entry))
                            .isEqualTo(store.matrix().row((int) sources[entry]));
                }
            }
        }
    }

    @Test
    void theChoiceDependsOnTheSeedAndNotOnTheThreads() {
        try (Workers one = new Workers(1);
                Workers three = new Workers(3);
                PatchStore store = store(5, Optional.empty())) {
            final int[] pictures = IntStream.range(0, 5).toArray();
            try (MemoryBank a = MemoryBank.choose(
                            BankPatches.of(store), pictures, BankSize.of(0.1), 4, one, Progress.SILENT);
                    MemoryBank b = MemoryBank.choose(
                            BankPatches.of(store), pictures, BankSize.of(0.1), 4, three, Progress.SILENT);
                    MemoryBank c = MemoryBank.choose(
                            BankPatches.of(store), pictures, BankSize.of(0.1), 5, one, Progress.SILENT)) {
                assertThat(b.sources()).isEqualTo(a.sources());
                assertThat(c.start()).isNotEqualTo(a.start());
            }
        }
    }

    @Test
    void allPatchesStayInTheirOrderAndAreNotCopied() {
        try (Workers workers = new Workers(1);
                PatchStore store = store(3, Optional.empty());
                MemoryBank bank = MemoryBank.choose(
                        BankPatches.of(store), new int[] {0, 2}, BankSize.of(1), 4, workers, Progress.SILENT)) {
            assertThat(bank.copy()).isEmpty();
            assertThat(bank.matrix().rows()).isEqualTo(2 * SIDE * SIDE);
            assertThat(bank.sources().get(SIDE * SIDE)).isEqualTo(2 * SIDE * SIDE);
            assertThat(bank.matrix().row(SIDE * SIDE)).isEqualTo(store.matrix().row(2 * SIDE * SIDE));
        }
    }

    @Test
    void aBankHasAtLeastOneEntry() {
        try (Workers workers = new Workers(1);
                PatchStore store = store(1, Optional.empty());
                MemoryBank bank = MemoryBank.choose(
                        BankPatches.of(store), new int[] {0}, BankSize.of(1e-6), 4, workers, Progress.SILENT)) {
            assertThat(bank.matrix().rows()).isEqualTo(1);
        }
    }

    @Test
    void furtherPicturesAreTakenUpBehindTheEntriesAndTakenOutAgain() {
        final Optional<RandomProjection> projection = Optional.of(RandomProjection.gaussian(DIMENSION, 3, 2));
        try (Workers workers = new Workers(2);
                PatchStore old = store(6, projection);
                PatchStore further = store(9, projection);
                MemoryBank bank = MemoryBank.choose(
                        BankPatches.of(old),
                        new int[] {0, 1, 2, 3, 4, 5},
                        BankSize.of(0.25),
                        9,
                        workers,
                        Progress.SILENT);
                MemoryBank grown = bank.with(
                        bank.image(projection),
                        further,
                        new int[] {6, 8},
                        6,
                        BankSize.of(0.25),
                        workers,
                        Progress.SILENT)) {
            assertThat(grown.matrix().rows()).isEqualTo((int) (8 * SIDE * SIDE * 0.25));
            for (int entry = 0; entry < bank.matrix().rows(); entry++) {
                assertThat(grown.matrix().row(entry)).isEqualTo(bank.matrix().row(entry));
                assertThat(grown.sources().get(entry)).isEqualTo(bank.sources().get(entry));
            }
            final int[] slots = {6, 8};
            for (int entry = bank.matrix().rows(); entry < grown.matrix().rows(); entry++) {
                final int source = (int) grown.sources().get(entry);
                assertThat(source / (SIDE * SIDE)).isIn(6, 7);
                assertThat(grown.matrix().row(entry))
                        .isEqualTo(further.matrix()
                                .row(slots[source / (SIDE * SIDE) - 6] * SIDE * SIDE + source % (SIDE * SIDE)));
            }
            try (MemoryBank rest = grown.without(new int[] {6, 7}, SIDE * SIDE).orElseThrow()) {
                assertThat(rest.sources()).isEqualTo(bank.sources());
            }
            assertThat(grown.without(new int[] {0, 1, 2, 3, 4, 5, 6, 7}, SIDE * SIDE))
                    .isEmpty();
        }
    }

    @Test
    void aBankStaysWithinItsLimitAsItGrows() {
        final BankSize size = new BankSize(0.25, Optional.of(11));
        try (Workers workers = new Workers(1);
                PatchStore store = store(6, Optional.empty());
                MemoryBank free = MemoryBank.choose(
                        BankPatches.of(store), new int[] {0, 1, 2}, BankSize.of(0.25), 9, workers, Progress.SILENT);
                MemoryBank bank = MemoryBank.choose(
                        BankPatches.of(store), new int[] {0, 1, 2}, size, 9, workers, Progress.SILENT);
                MemoryBank grown =
                        bank.with(bank.matrix(), store, new int[] {3, 4, 5}, 3, size, workers, Progress.SILENT)) {
            assertThat(free.matrix().rows()).isEqualTo((int) (3 * SIDE * SIDE * 0.25));
            assertThat(bank.matrix().rows())
                    .isEqualTo(Math.min(11, free.matrix().rows()));
            for (int entry = 0; entry < bank.matrix().rows(); entry++) {
                assertThat(bank.sources().get(entry)).isEqualTo(free.sources().get(entry));
            }
            assertThat(grown.matrix().rows()).isEqualTo(11);
        }
    }

    @Test
    void pictureNumbersCloseUpBehindOneThatIsTakenOut() {
        try (Workers workers = new Workers(1);
                PatchStore store = store(4, Optional.empty());
                MemoryBank bank = MemoryBank.choose(
                        BankPatches.of(store), new int[] {0, 1, 2, 3}, BankSize.of(1), 4, workers, Progress.SILENT);
                MemoryBank rest = bank.without(new int[] {1}, SIDE * SIDE).orElseThrow()) {
            assertThat(rest.matrix().rows()).isEqualTo(3 * SIDE * SIDE);
            for (int entry = 0; entry < rest.matrix().rows(); entry++) {
                assertThat(rest.sources().get(entry)).isEqualTo(entry);
            }
            assertThat(rest.matrix().row(SIDE * SIDE)).isEqualTo(store.matrix().row(2 * SIDE * SIDE));
        }
    }
}
