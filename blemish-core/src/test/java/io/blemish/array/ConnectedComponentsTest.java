package io.blemish.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectedComponentsTest {
    @Test
    void pixelsThatTouchAtACornerBelongTogether() {
        assertLabels("#..\n.#.\n..#", "1..\n.1.\n..1");
        assertLabels("..#\n.#.\n#..", "..1\n.1.\n1..");
    }

    @Test
    void labelsFollowTheFirstPixelOfEachComponent() {
        assertLabels("#.#\n...\n#.#", "1.2\n...\n3.4");
    }

    @Test
    void armsThatMeetLateAreOneComponent() {
        assertLabels("#.#.#\n#.#.#\n#####", "1.1.1\n1.1.1\n11111");
        assertLabels("..#.#\n#.#..\n.#..#", "..1.2\n1.1..\n.1..3");
    }

    @Test
    void theLeftEdgeDoesNotTouchTheRightOne() {
        assertLabels("..#\n#..\n..#", "..1\n2..\n..3");
    }

    @Test
    void nothingAndEverything() {
        assertThat(ConnectedComponents.of(new boolean[0], 0, 0).count()).isZero();
        assertThat(ConnectedComponents.of(new boolean[6], 3, 2).count()).isZero();
        final ConnectedComponents all = ConnectedComponents.of(new boolean[] {true, true, true, true}, 2, 2);
        assertThat(all.count()).isEqualTo(1);
        assertThat(all.area(1)).isEqualTo(4);
    }

    @Test
    void aMaskThatDoesNotFitIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConnectedComponents.of(new boolean[5], 2, 3))
                .withMessage("a 2x3 mask does not have 5 values");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.2, 0.4, 0.5, 0.7, 0.95})
    void equalsAFloodFill(final double density) {
        for (long seed = 0; seed < 60; seed++) {
            final Random random = new Random(seed);
            final int width = 1 + random.nextInt(24);
            final int height = 1 + random.nextInt(24);
            final boolean[] mask = new boolean[width * height];
            for (int i = 0; i < mask.length; i++) {
                mask[i] = random.nextDouble() < density;
            }
            assertEqualsFlood(mask, width, height);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 40", "40, 1", "2, 30", "30, 2"})
    void equalsAFloodFillWhereThin(final int width, final int height) {
        for (long seed = 0; seed < 60; seed++) {
            final Random random = new Random(seed);
            final boolean[] mask = new boolean[width * height];
            for (int i = 0; i < mask.length; i++) {
                mask[i] = random.nextBoolean();
            }
            assertEqualsFlood(mask, width, height);
        }
    }

    private static void assertEqualsFlood(final boolean[] mask, final int width, final int height) {
        final int[] expected = flood(mask, width, height);
        final ConnectedComponents components = ConnectedComponents.of(mask, width, height);
        assertThat(components.labels()).isEqualTo(expected);
        int count = 0;
        for (final int label : expected) {
            count = Math.max(count, label);
        }
        assertThat(components.count()).isEqualTo(count);
        for (int label = 1; label <= count; label++) {
            int area = 0;
            for (final int other : expected) {
                area += other == label ? 1 : 0;
            }
            assertThat(components.area(label)).isEqualTo(area);
        }
    }

    /** The plain way: from each pixel not yet labelled, spread to every neighbour. */
    private static int[] flood(final boolean[] mask, final int width, final int height) {
        final int[] labels = new int[mask.length];
        int count = 0;
        for (int start = 0; start < mask.length; start++) {
            if (!mask[start] || labels[start] != 0) {
                continue;
            }
            labels[start] = ++count;
            final ArrayDeque<Integer> open = new ArrayDeque<>();
            open.add(start);
            while (!open.isEmpty()) {
                final int at = open.remove();
                for (int y = Math.max(0, at / width - 1); y <= Math.min(height - 1, at / width + 1); y++) {
                    for (int x = Math.max(0, at % width - 1); x <= Math.min(width - 1, at % width + 1); x++) {
                        if (mask[y * width + x] && labels[y * width + x] == 0) {
                            labels[y * width + x] = count;
                            open.add(y * width + x);
                        }
                    }
                }
            }
        }
        return labels;
    }

    private static void assertLabels(final String mask, final String labels) {
        final int width = mask.indexOf('\n');
        final String pixels = mask.replace("\n", "");
        final boolean[] set = new boolean[pixels.length()];
        for (int i = 0; i < set.length; i++) {
            set[i] = pixels.charAt(i) == '#';
        }
        final ConnectedComponents components = ConnectedComponents.of(set, width, set.length / width);
        final StringBuilder drawn = new StringBuilder();
        for (int i = 0; i < set.length; i++) {
            final int label = components.labels()[i];
            drawn.append(i > 0 && i % width == 0 ? "\n" : "").append(label == 0 ? "." : String.valueOf(label));
        }
        assertThat(drawn).hasToString(labels);
    }
}
