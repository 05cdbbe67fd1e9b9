package io.blemish.backbone;

import io.blemish.ErrorCode;
import io.blemish.ResourceException;
import java.util.Map;

/** How OpenVINO is to run a network on the processor. */
final class OpenVinoOptions {
    private OpenVinoOptions() {}

    /**
     * The options of ONNX Runtime's provider. OpenVINO would compute in bfloat16 by itself wherever that is fast, so the numbers
     * are always named. It runs as many pictures at once as there are streams, and lets others wait.
     *
     * @throws ResourceException if the processor does not compute in the numbers that are asked for
     */
    static Map<String, String> of(final Execution execution, final FoundDevice processor) {
        final boolean bfloat16 = execution.floats() == Precision.BFLOAT16;
        if (bfloat16 && !processor.hasBfloat16()) {
            throw new ResourceException(
                    ErrorCode.DEVICE_WITHOUT_PRECISION,
                    "The network is to compute in bfloat16, for which this processor (" + processor.name()
                            + ") has no units: OpenVINO finds " + String.join(", ", processor.numbers()) + ".");
        }
        final int processors = Runtime.getRuntime().availableProcessors();
        final int streams = Math.max(1, processors / execution.threads());
        return Map.of(
                "load_config",
                "{\"CPU\": {\"INFERENCE_PRECISION_HINT\": \"" + (bfloat16 ? "bf16" : "f32")
                        + "\", \"NUM_STREAMS\": \"" + streams
                        + "\", \"INFERENCE_NUM_THREADS\": \"" + streams * execution.threads() + "\"}}");
    }
}
