package io.blemish.backbone;

import ai.onnxruntime.OrtEpDevice;
import ai.onnxruntime.OrtHardwareDevice.OrtHardwareDeviceType;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Hardware of this machine that a plug-in has found.
 *
 * @param kind {@code CPU}, {@code GPU} or {@code NPU}
 * @param name that its driver gives it; empty if it gives none
 * @param numbers in which it computes without being slower, as the plug-in names them, such as {@code FP32} or {@code BF16}
 */
public record FoundDevice(String kind, String name, List<String> numbers) {
    private static final String NAME = "FULL_DEVICE_NAME";
    private static final String CAPABILITIES = "OPTIMIZATION_CAPABILITIES";
    private static final String BFLOAT16 = "BF16";

    /**
     * Copies the list.
     *
     * @param kind the kind of hardware
     * @param name the name that its driver gives it
     * @param numbers the numbers in which it computes; copied
     */
    public FoundDevice {
        numbers = List.copyOf(numbers);
    }

    static FoundDevice of(final OrtEpDevice device) {
        final Map<String, String> facts = device.getEpMetadata();
        return new FoundDevice(
                device.getDevice().getType().name(),
                facts.getOrDefault(NAME, ""),
                Stream.of(facts.getOrDefault(CAPABILITIES, "").split(" "))
                        .filter(word -> !word.isEmpty())
                        .toList());
    }

    static boolean isProcessor(final OrtEpDevice device) {
        return device.getDevice().getType() == OrtHardwareDeviceType.CPU;
    }

    /** {@return whether it computes in floats of 16 bits without being slower} */
    public boolean hasBfloat16() {
        return numbers.contains(BFLOAT16);
    }
}
