package io.blemish.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorstShareTest {
    @ParameterizedTest
    @CsvSource({
        "max, the worst patch",
        "top-1%, mean of the worst 1% of the patches",
        "top-7%, mean of the worst 7% of the patches",
        "top-0.5%, mean of the worst 0.5% of the patches",
        "top-100%, mean of the worst 100% of the patches"
    })
    void isNamedByAWord(final String word, final String words) {
        assertThat(WorstShare.of(word).word()).isEqualTo(word);
        assertThat(WorstShare.of(word).words()).isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MAX", "top-0%", "top-101%", "top-%", "top-1", "top-1.2.3%", "top--1%", "1%", "mean"})
    void anotherWordIsRefused(final String word) {
        assertThatThrownBy(() -> WorstShare.of(word))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the image score must be max, or top-N%");
    }

    @Test
    void maxIsTheLargestAndAHundredPercentTheMean() {
        final Random random = new Random(4);
        for (int i = 0; i < 100; i++) {
            final float[] distances = new float[1 + random.nextInt(900)];
            double sum = 0;
            for (int p = 0; p < distances.length; p++) {
                distances[p] = random.nextFloat();
                sum += distances[p];
            }
            final float[] sorted = distances.clone();
            Arrays.sort(sorted);
            assertThat(WorstShare.MAX.mean(distances)).isEqualTo(sorted[sorted.length - 1]);
            assertThat(WorstShare.of("top-100%").mean(distances))
                    .isCloseTo((float) (sum / distances.length), within(1e-6f));
        }
    }
}
