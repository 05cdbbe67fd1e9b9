package io.blemish.search.hnsw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Links are the same in the graph that grows and in the arrays that it is stored in. */
class StoredGraphTest {
    private static final int NONE = StoredGraph.NONE;
    private static final int[] NOTHING = {};

    @Test
    void keepsTheLinksOfAGraph() {
        final int size = 300;
        final int m = 3;
        final GrowingGraph growing = new GrowingGraph(size, m, 5);
        final SplittableRandom random = new SplittableRandom(1);
        for (int row = 1; row < size; row++) {
            growing.setNeighbors(0, row, NOTHING);
            growing.include(row);
        }
        assertThat(growing.layers()).isGreaterThan(3);
        for (int layer = 0; layer < growing.layers(); layer++) {
            for (int row = 0; row < size; row++) {
                if (growing.highest(row) >= layer) {
                    final int count = random.nextInt(growing.most(layer) + 1);
                    growing.setNeighbors(layer, row, random.ints(count, 0, size).toArray());
                }
            }
        }
        final StoredGraph stored = growing.stored();
        assertThat(stored.m()).isEqualTo(m);
        assertThat(stored.layers()).isEqualTo(growing.layers());
        assertThat(growing.highest(stored.entryPoint())).isEqualTo(stored.layers() - 1);
        for (int layer = 0; layer < growing.layers(); layer++) {
            for (int row = 0; row < size; row++) {
                if (growing.highest(row) >= layer) {
                    assertThat(neighbors(stored, layer, row)).isEqualTo(neighbors(growing, layer, row));
                    assertThat(neighbors(growing, layer, row)).isEqualTo(growing.neighbors(layer, row));
                }
            }
        }
    }

    private static int[] neighbors(final HnswGraph graph, final int layer, final int row) {
        final int[] target = new int[6];
        return Arrays.copyOf(target, graph.neighbors(layer, row, target));
    }

    /** One row in {@code m} reaches the next layer: of 4,096 rows and m = 4 about 1,024, 256 and so on. */
    @Test
    void eachLayerHasAnEqualPartOfTheLayerBelow() {
        final GrowingGraph graph = new GrowingGraph(4096, 4, 9);
        for (int layer = 1; layer <= 3; layer++) {
            final int least = layer;
            final double expected = 4096 / Math.pow(4, layer);
            assertThat((double) IntStream.range(0, 4096)
                            .filter(row -> graph.highest(row) >= least)
                            .count())
                    .isBetween(0.7 * expected, 1.4 * expected);
        }
    }

    @Test
    void searchesBeginAtTheFirstRowOfTheHighestLayer() {
        final StoredGraph graph = new StoredGraph(
                4,
                IntBuffer.wrap(new int[] {1, NONE, 0, 2, 1, 3, 2, NONE}),
                new int[] {0, 2, 3},
                IntBuffer.wrap(new int[] {1, 3, 3}),
                IntBuffer.wrap(new int[] {3, 1, NONE}));
        assertThat(graph.m()).isEqualTo(1);
        assertThat(graph.layers()).isEqualTo(3);
        assertThat(graph.entryPoint()).isEqualTo(3);
        assertThat(List.of(neighbors(graph, 0, 0).length, neighbors(graph, 0, 1).length))
                .containsExactly(1, 2);
        assertThat(neighbors(graph, 1, 1)).containsExactly(3);
        assertThat(neighbors(graph, 1, 3)).containsExactly(1);
        assertThat(neighbors(graph, 2, 3)).isEmpty();
    }

    @Test
    void aGraphOfOneLayerBeginsAtRow0() {
        final StoredGraph graph = new StoredGraph(
                2,
                IntBuffer.wrap(new int[] {1, NONE, 0, NONE}),
                new int[] {0},
                IntBuffer.allocate(0),
                IntBuffer.allocate(0));
        assertThat(graph.entryPoint()).isZero();
    }

    @Test
    void refusesRowsThatAreNotInTheBank() {
        for (final int stranger : new int[] {1000, -2, 2}) {
            final StoredGraph graph = new StoredGraph(
                    2,
                    IntBuffer.wrap(new int[] {1, NONE, stranger, NONE}),
                    new int[] {0, 1},
                    IntBuffer.wrap(new int[] {stranger}),
                    IntBuffer.wrap(new int[] {NONE}));
            assertThatThrownBy(() -> neighbors(graph, 0, 1))
                    .isInstanceOf(BlemishException.class)
                    .hasMessageContaining("row " + stranger + " of a bank of 2");
            assertThatThrownBy(graph::entryPoint).isInstanceOf(BlemishException.class);
        }
    }

    @Test
    void refusesArraysThatDoNotBelongTogether() {
        refused(0, 0, new int[] {0}, 0, 0);
        refused(3, 0, new int[] {0}, 0, 0);
        refused(3, 7, new int[] {0}, 0, 0);
        refused(3, 12, new int[] {}, 0, 0);
        refused(3, 12, new int[] {1, 2}, 2, 4);
        refused(3, 12, new int[] {0, 2}, 1, 2);
        refused(3, 12, new int[] {0, 1}, 1, 3);
        refused(3, 12, new int[] {0, 1, 1}, 1, 2);
    }

    private static void refused(final int size, final int base, final int[] starts, final int rows, final int links) {
        assertThatThrownBy(() -> new StoredGraph(
                        size, IntBuffer.allocate(base), starts, IntBuffer.allocate(rows), IntBuffer.allocate(links)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("do not belong together");
    }
}
