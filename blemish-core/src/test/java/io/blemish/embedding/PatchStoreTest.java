package io.blemish.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.array.FloatMatrix;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PatchStoreTest {
    private static final int SIDE = 28;

    private static final int MOST = FloatMatrix.MOST_ROWS / (SIDE * SIDE);

    private static Patches patches(final float value) {
        final float[] values = new float[SIDE * SIDE];
        Arrays.fill(values, value);
        return new Patches(SIDE, SIDE, 1, values);
    }

    @Test
    void aStoreTakesNearlyAsManyPatchesAsAnIntCounts() {
        // The file has holes where nothing is written, so it takes no room.
        try (PatchStore store = PatchStore.create(MOST, patches(0), Optional.empty())) {
            store.put(MOST - 1, patches(3));
            assertThat(store.picture(MOST - 1).values()).isEqualTo(patches(3).values());
        }
    }

    @Test
    void moreAreRefusedInASentenceBeforeAnyIsWritten() {
        assertThatThrownBy(() -> PatchStore.create(MOST + 1, patches(0), Optional.empty()))
                .isInstanceOf(BlemishException.class)
                .hasMessage(
                        "There are 2,737,800 pictures, tiles or turned copies of 784 patches each, and one machine takes"
                                + " at most 2,737,799 of them. Take a part of them, or fit method views or patchcore to whole pictures,"
                                + " as they are, on Apache Spark, which takes more.");
    }
}
