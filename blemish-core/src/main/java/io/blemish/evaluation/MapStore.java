package io.blemish.evaluation;

import io.blemish.array.ScratchFile;
import io.blemish.image.BitMask;
import io.blemish.prediction.AnomalyMap;
import java.util.BitSet;
import java.util.function.Supplier;

/**
 * The anomaly maps and masks of an evaluation, in a temporary file: those of 10,000 pictures of 224×224 pixels would take
 * 2.5 GB of heap.
 */
final class MapStore implements AutoCloseable {
    private final ScratchFile file = ScratchFile.create();

    /** Stores a map. */
    AnomalyMap keep(final AnomalyMap map) {
        final long position = file.append(map.values());
        final int count = map.width() * map.height();
        return AnomalyMap.stored(() -> file.floats(position, count), map.placement());
    }

    /** Stores a mask, a bit for a pixel. */
    Supplier<BitMask> keep(final BitMask mask) {
        final BitSet bits = new BitSet(mask.defect().length);
        for (int i = 0; i < mask.defect().length; i++) {
            bits.set(i, mask.defect()[i]);
        }
        final byte[] bytes = bits.toByteArray();
        final long position = file.append(bytes);
        return () -> read(position, bytes.length, mask.width(), mask.height());
    }

    private BitMask read(final long position, final int length, final int width, final int height) {
        final BitSet bits = BitSet.valueOf(file.bytes(position, length));
        final boolean[] defect = new boolean[width * height];
        for (int i = bits.nextSetBit(0); i >= 0; i = bits.nextSetBit(i + 1)) {
            defect[i] = true;
        }
        return new BitMask(width, height, defect);
    }

    @Override
    public void close() {
        file.close();
    }
}
