package io.blemish.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.image.BitMask;
import io.blemish.image.Placement;
import io.blemish.image.Size;
import io.blemish.parallel.Workers;
import io.blemish.prediction.AnomalyMap;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class MapStoreTest {
    @Test
    void givesBackWhatWasKeptWhateverTheSizeAndTheThreads() {
        final int count = 200;
        final AnomalyMap[] maps = new AnomalyMap[count];
        final BitMask[] masks = new BitMask[count];
        final AnomalyMap[] keptMaps = new AnomalyMap[count];
        @SuppressWarnings({"unchecked", "rawtypes"})
        final Supplier<BitMask>[] keptMasks = new Supplier[count];
        try (MapStore store = new MapStore();
                Workers workers = new Workers(3)) {
            workers.forEach(count, i -> {
                final Random random = new Random(i);
                final Size size = new Size(1 + random.nextInt(40), 1 + random.nextInt(40));
                final float[] values = new float[(int) size.pixels()];
                final boolean[] defect = new boolean[values.length];
                for (int p = 0; p < values.length; p++) {
                    values[p] = random.nextFloat();
                    defect[p] = random.nextInt(5) == 0;
                }
                maps[i] = new AnomalyMap(values, Placement.identity(size));
                masks[i] = new BitMask(size.width(), size.height(), defect);
                keptMaps[i] = store.keep(maps[i]);
                keptMasks[i] = store.keep(masks[i]);
            });
            for (int i = 0; i < count; i++) {
                assertThat(keptMaps[i].values()).isEqualTo(maps[i].values());
                assertThat(keptMaps[i].placement()).isEqualTo(maps[i].placement());
                assertThat(keptMaps[i].peak()).isEqualTo(maps[i].peak());
                assertThat(keptMasks[i].get().defect()).isEqualTo(masks[i].defect());
            }
        }
    }
}
