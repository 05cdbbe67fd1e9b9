package io.blemish.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
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

    /** What ONNX Runtime's own hook does when Java shuts down. */
    private static void freeAsAShutdownDoes() throws ReflectiveOperationException {
        final Field api = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
        final Field handle = OrtEnvironment.class.getDeclaredField("nativeHandle");
        final Method close = OrtEnvironment.class.getDeclaredMethod("close", long.class, long.class);
        api.setAccessible(true);
        handle.setAccessible(true);
        close.setAccessible(true);
        final long environment = handle.getLong(OnnxRuntime.environment());
        close.invoke(null, api.getLong(null), environment);
    }

    /** Without it the environment would be gone here, and with it this whole process. */
    @Test
    void theEnvironmentOutlivesTheHookOfAShutdown() throws Exception {
        final OnnxGraph graph = new GraphBuilder("graph")
                .input("image", DataType.FLOAT32, "2")
                .node(new Node("Neg", "out", "image"))
                .output("out")
                .build();
        freeAsAShutdownDoes();
        OnnxRuntime.keep();
        try (OrtSession session = OnnxRuntime.load(graph)) {
            assertThat(session.getOutputNames()).containsExactly("out");
        }
    }
}
