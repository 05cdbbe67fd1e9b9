package io.blemish.onnx;

import io.blemish.backbone.BackboneGraph;
import io.blemish.fuzz.Refusal;
import io.blemish.fuzz.Seeds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A network's file is read, cut and looked at, or is refused, before ONNX Runtime sees it. */
public class OnnxFuzzTest {
    @TestFactory
    Stream<DynamicTest> seeds() throws IOException {
        return Seeds.replay("onnx", OnnxFuzzTest::fuzzerTestOneInput);
    }

    /** The target of {@code .ci/fuzz}. */
    public static void fuzzerTestOneInput(final byte[] data) {
        Refusal.orUse(() -> look(data));
        Refusal.orUse(() -> BackboneGraph.parse("fuzz", ByteBuffer.wrap(data)).operatorSet());
        Refusal.orUseFile(".onnx", data, file -> {
            final BackboneGraph graph = BackboneGraph.read(file);
            graph.cut(graph.outputs()).toBytes();
            for (final Node node : OnnxGraph.read(file).nodes()) {
                graph.cut(List.of(node.name())).toBytes();
            }
        });
    }

    /** What the rules refuse need not be a graph that can be read, and what cannot be read need not break a rule. */
    private static void look(final byte[] data) {
        try {
            GraphRules.check(ByteBuffer.wrap(data));
        } catch (final OnnxFormatException e) {
            // Whoever calls this names the network and says that it is damaged.
        }
    }
}
