package io.blemish.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoodPicturesTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0.2, 0",
        "1, 0.2, 0",
        "2, 0.2, 1",
        "3, 0.2, 1",
        "10, 0.2, 2",
        "952, 0.2, 190",
        "10, 0, 0",
        "4, 0.99, 3"
    })
    void drawsTheShareButLeavesOneToFitOn(final int count, final double fraction, final int expected) {
        final GoodPictures drawn = GoodPictures.draw(pictures(count), 1, fraction);
        assertThat(drawn.test()).hasSize(expected);
        assertThat(drawn.train()).hasSize(count - expected);
    }

    @Test
    void keepsOrderAndLosesNone() {
        for (int seed = 0; seed < 50; seed++) {
            final GoodPictures drawn = GoodPictures.draw(pictures(37), seed, 0.3);
            assertThat(drawn.train()).isSorted();
            assertThat(drawn.test()).isSorted();
            final Set<Path> all = new HashSet<>(drawn.train());
            all.addAll(drawn.test());
            assertThat(all).hasSize(37);
        }
    }

    @Test
    void drawsEachPictureAboutAsOften() {
        final int seeds = 4000;
        final int[] drawn = new int[10];
        for (int seed = 0; seed < seeds; seed++) {
            for (final var picture : GoodPictures.draw(pictures(10), seed, 0.2).test()) {
                drawn[Integer.parseInt(picture.toString())]++;
            }
        }
        // The count is binomial with mean 800 and deviation 25; the bounds are six deviations away.
        assertThat(IntStream.of(drawn).boxed())
                .allSatisfy(times -> assertThat(times).isBetween(650, 950));
    }

    @Test
    void drawsTheSameOnEveryMachine() {
        // An independent implementation of SplitMix64 gave these.
        assertThat(GoodPictures.draw(pictures(20), 42, 0.2).test())
                .extracting(Path::toString)
                .containsExactly("003", "008", "011", "016");
    }

    private static List<Path> pictures(final int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Path.of(count > 10 ? "%03d".formatted(i) : Integer.toString(i)))
                .toList();
    }
}
