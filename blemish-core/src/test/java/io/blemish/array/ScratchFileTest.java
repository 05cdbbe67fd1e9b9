package io.blemish.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.ResourceException;
import io.blemish.parallel.Workers;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScratchFileTest {
    @Test
    void whatManyThreadsAppendIsReadBackAsItWas() {
        final float[][] arrays = new float[200][];
        final byte[][] bytes = new byte[200][];
        final long[] floatsAt = new long[200];
        final long[] bytesAt = new long[200];
        try (Workers workers = new Workers(8);
                ScratchFile file = ScratchFile.create()) {
            workers.forEach(200, i -> {
                final Random random = new Random(i);
                arrays[i] = new float[random.nextInt(3000)];
                for (int j = 0; j < arrays[i].length; j++) {
                    arrays[i][j] = random.nextFloat();
                }
                bytes[i] = new byte[random.nextInt(3000)];
                random.nextBytes(bytes[i]);
                floatsAt[i] = file.append(arrays[i]);
                bytesAt[i] = file.append(bytes[i]);
            });
            workers.forEach(200, i -> {
                assertThat(file.floats(floatsAt[i], arrays[i].length)).isEqualTo(arrays[i]);
                assertThat(file.bytes(bytesAt[i], bytes[i].length)).isEqualTo(bytes[i]);
            });
        }
    }

    @Test
    void moreThanWasWrittenCannotBeRead() {
        try (ScratchFile file = ScratchFile.create()) {
            file.append(new byte[] {1, 2, 3});
            assertThatThrownBy(() -> file.bytes(1, 3))
                    .isInstanceOf(ResourceException.class)
                    .hasMessageContaining("it ends too early");
        }
    }
}
