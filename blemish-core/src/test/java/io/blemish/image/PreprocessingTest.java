package io.blemish.image;

import static io.blemish.image.Patterns.mask;
import static io.blemish.image.Patterns.pattern;
import static io.blemish.image.Patterns.sha;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.image.Preprocessing.Resize;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PreprocessingTest {
    @Test
    void equalsTorchvisionToTheBit() {
        for (final String[] line : Patterns.table("preprocessed.txt")) {
            final int width = Integer.parseInt(line[0]);
            final int height = Integer.parseInt(line[1]);
            final Preprocessing preprocessing = preprocessing(line);
            final String name = String.join(" ", line);
            assertThat(sha(preprocessing.apply(pattern(width, height))))
                    .as(name)
                    .isEqualTo(line[5]);
            final BitMask mask = preprocessing.apply(mask(width, height));
            assertThat(mask.size()).as(name).isEqualTo(preprocessing.outputSize(new Size(width, height)));
            assertThat(sha(mask.defect())).as(name).isEqualTo(line[6]);
        }
    }

    private static Preprocessing preprocessing(final String[] line) {
        final int crop = Integer.parseInt(line[4]);
        return new Preprocessing(
                Resize.valueOf(line[2]),
                Integer.parseInt(line[3]),
                crop == 0 ? OptionalInt.empty() : OptionalInt.of(crop),
                Normalization.IMAGENET);
    }

    @Test
    void thePaperResizesTo256AndCropsTo224() {
        assertThat(Preprocessing.PAPER.outputSize(new Size(900, 700))).isEqualTo(new Size(224, 224));
        assertThat(Preprocessing.PAPER.placement(new Size(900, 700)))
                .isEqualTo(new Placement(new Size(900, 700), new Size(329, 256), new Size(224, 224), 52, 16));
    }

    @Test
    void theShorterSideWithoutACropGivesInputsOfManySizes() {
        final Preprocessing free =
                new Preprocessing(Resize.SHORTER_SIDE, 100, OptionalInt.empty(), Normalization.IMAGENET);
        assertThat(free.outputSize(new Size(200, 301))).isEqualTo(new Size(100, 150));
        assertThat(free.outputSize(new Size(301, 200))).isEqualTo(new Size(150, 100));
        assertThat(free.sameForAll()).isFalse();
        assertThat(Preprocessing.PAPER.sameForAll()).isTrue();
        assertThat(Preprocessing.squash(64).sameForAll()).isTrue();
    }

    @Test
    void writesIntoABatchAtTheGivenIndex() {
        final Preprocessing squash = Preprocessing.squash(8);
        final int length = 3 * 8 * 8;
        final float[] batch = new float[2 * length + 1];
        batch[2 * length] = 42;
        assertThat(squash.apply(pattern(20, 30), batch, length)).isEqualTo(new Size(8, 8));
        assertThat(batch).startsWith(new float[length]).endsWith(42);
        assertThat(Arrays.copyOfRange(batch, length, 2 * length)).isEqualTo(squash.apply(pattern(20, 30)));
        assertThatThrownBy(() -> squash.apply(pattern(20, 30), batch, length + 2))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesNumbersOutOfRange() {
        assertThatThrownBy(() -> Preprocessing.squash(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Preprocessing(Resize.SQUASH, 224, OptionalInt.of(0), Normalization.IMAGENET))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Normalization(List.of(0f, 0f, 0f), List.of(1f, 0f, 1f)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Normalization(List.of(0f, 0f), List.of(1f, 1f, 1f)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Normalization(List.of(0f, 0f, Float.NaN), List.of(1f, 1f, 1f)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
