package io.blemish.search.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.array.FloatMatrix;
import io.blemish.parallel.Workers;
import io.blemish.search.NeighborSearch;
import io.blemish.search.Neighbors;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ParallelSearchTest {
    private static final FloatMatrix BANK = FloatMatrix.wrap(new float[12], 4, 3);

    private final Set<Integer> starts = Collections.synchronizedSet(new HashSet<>());

    private NeighborSearch search(final Workers workers) {
        return new ParallelSearch(BANK, workers, count -> 10, () -> (queries, from, to, neighbors) -> {
            starts.add(from);
            for (int q = from; q < to; q++) {
                neighbors.indices()[q] = q;
            }
        });
    }

    @Test
    void everyQueryIsSearchedForInBatches() {
        try (Workers workers = new Workers(3);
                NeighborSearch search = search(workers)) {
            final Neighbors found = search.search(new float[25 * 3], 25, 1);
            assertThat(starts).containsExactlyInAnyOrder(0, 10, 20);
            for (int q = 0; q < 25; q++) {
                assertThat(found.indices()[q]).isEqualTo(q);
            }
        }
    }

    @Test
    void hasTheShapeOfTheBank() {
        try (Workers workers = new Workers(1);
                NeighborSearch search = search(workers)) {
            assertThat(search.size()).isEqualTo(4);
            assertThat(search.dimension()).isEqualTo(3);
        }
    }

    @Test
    void refusesImpossibleNumbersOfNeighbours() {
        try (Workers workers = new Workers(1);
                NeighborSearch search = search(workers)) {
            for (final int k : new int[] {0, -1, 5}) {
                assertThatThrownBy(() -> search.search(new float[3], 1, k))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("bank of 4");
            }
        }
    }
}
