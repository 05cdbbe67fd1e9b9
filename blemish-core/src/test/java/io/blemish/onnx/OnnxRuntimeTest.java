package io.blemish.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import org.junit.jupiter.api.Test;

class OnnxRuntimeTest {
    @Test
    void anInterruptedCallerStillGetsTheResultSoThatItCanCloseIt() throws OrtException {
        Thread.currentThread().interrupt();
        final String result = OnnxRuntime.onLargeStack("work", () -> "a session");
        assertThat(Thread.interrupted())
                .as("the interrupt is kept for the caller")
                .isTrue();
        assertThat(result).isEqualTo("a session");
    }

    @Test
    void aRefusalComesOutAsItIs() {
        final OrtException refusal = new OrtException("no such operator.\nat line 7");
        assertThatThrownBy(() -> OnnxRuntime.onLargeStack("work", () -> {
                    throw refusal;
                }))
                .isSameAs(refusal);
        assertThat(OnnxRuntime.reason(refusal)).isEqualTo("no such operator");
    }

    @Test
    void aGraphThatIsNotOneIsRefusedWithItsOutputs() {
        final OnnxGraph graph = new GraphBuilder("none")
                .node(new Node("NoSuchOperator", "layer"))
                .output("layer")
                .build();
        assertThatThrownBy(() -> OnnxRuntime.load(graph))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("[layer]")
                .cause()
                .hasMessageContaining("NoSuchOperator");
    }
}
