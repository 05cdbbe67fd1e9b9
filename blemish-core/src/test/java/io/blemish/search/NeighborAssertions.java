package io.blemish.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/** Compares neighbours one by one, so that a failure names the first that differs. */
public final class NeighborAssertions {
    private NeighborAssertions() {}

    /** Rows and distances are the same to the bit. */
    public static void assertSame(final Neighbors found, final Neighbors expected, final String description) {
        assertThat(found.k()).isEqualTo(expected.k());
        assertThat(found.indices()).hasSameSizeAs(expected.indices());
        assertThat(found.distances()).hasSameSizeAs(expected.distances());
        for (int i = 0; i < found.indices().length; i++) {
            if (found.indices()[i] != expected.indices()[i] || found.distances()[i] != expected.distances()[i]) {
                fail(
                        "%s: query %d, neighbour %d is row %d at %s, not row %d at %s",
                        description,
                        i / found.k(),
                        i % found.k(),
                        found.indices()[i],
                        found.distances()[i],
                        expected.indices()[i],
                        expected.distances()[i]);
            }
        }
    }
}
