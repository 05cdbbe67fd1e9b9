package io.blemish.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BackboneException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Networks with the same graph that run in the same way are loaded once, and stay as long as anyone uses them. */
class SharedSessionTest {
    private static final int SIDE = 32;

    private final BackboneGraph graph = BackboneGraph.embedded("efficientnet-lite0");

    @Test
    void theSameNetworkIsLoadedOnce() {
        final int before = SharedSession.open();
        final Backbone first = load(List.of("layer1"), 1);
        final Backbone second = load(List.of("layer1"), 1);
        assertThat(SharedSession.open()).isEqualTo(before + 1);
        assertThat(run(second)).isEqualTo(run(first));
        first.close();
        first.close();
        assertThat(SharedSession.open()).isEqualTo(before + 1);
        assertThat(run(second)).isNotEmpty();
        assertThatThrownBy(() -> run(first)).isInstanceOf(IllegalStateException.class);
        second.close();
        assertThat(SharedSession.open()).isEqualTo(before);
    }

    @Test
    void anotherGraphOrWayToRunIsAnother() {
        final int before = SharedSession.open();
        try (Backbone first = load(List.of("layer1"), 1);
                Backbone layers = load(List.of("layer2"), 1);
                Backbone threads = load(List.of("layer1"), 2)) {
            assertThat(SharedSession.open()).isEqualTo(before + 3);
            assertThat(run(threads)).isEqualTo(run(first)).isNotEqualTo(run(layers));
        }
        assertThat(SharedSession.open()).isEqualTo(before);
    }

    @Test
    void aNetworkThatIsRefusedLeavesOthersOpen() {
        final int before = SharedSession.open();
        final byte[] cut = graph.cut(List.of("layer1")).toBytes();
        try (Backbone first = load(List.of("layer1"), 1)) {
            assertThatThrownBy(() -> Backbone.load("same", cut, List.of("layer9"), Execution.cpu(1)))
                    .isInstanceOf(BackboneException.class)
                    .hasMessageContaining("does not give the layers layer9");
            assertThat(SharedSession.open()).isEqualTo(before + 1);
            assertThat(run(first)).isNotEmpty();
        }
        assertThat(SharedSession.open()).isEqualTo(before);
    }

    private Backbone load(final List<String> layers, final int threads) {
        return Backbone.load(graph, layers, threads);
    }

    private static float[] run(final Backbone backbone) {
        return backbone.run(new float[3 * SIDE * SIDE], 1, SIDE, SIDE)
                .get(0)
                .get(0)
                .values();
    }
}
