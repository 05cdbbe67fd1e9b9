package io.blemish.backbone;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.blemish.InputException;
import io.blemish.onnx.OnnxRuntime;
import java.util.Set;
import java.util.stream.Collectors;

/** What runs a network: one of ONNX Runtime's execution providers. */
public enum Device {
    /** The processor. The only one whose figures are the same on every run of a machine. */
    CPU("cpu", OrtProvider.CPU, "every ONNX Runtime has it", "nothing"),
    /** NVIDIA's graphics cards, on Linux and Windows. */
    CUDA(
            "cuda",
            OrtProvider.CUDA,
            "the artifact com.microsoft.onnxruntime:onnxruntime_gpu has it; put that beside the onnxruntime jar",
            "an NVIDIA card, its driver, and the CUDA and cuDNN libraries that this ONNX Runtime was built for"),
    /** Any graphics card under Windows. */
    DIRECTML(
            "directml",
            OrtProvider.DIRECT_ML,
            "one for Java that was built with --use_dml has it, on Windows; put that in the place of the onnxruntime jar",
            "a graphics card with DirectX 12"),
    /** Apple's processors. */
    COREML(
            "coreml",
            OrtProvider.CORE_ML,
            "the artifact com.microsoft.onnxruntime:onnxruntime has it on macOS only",
            "macOS 10.15 or newer"),
    /** Intel's processors and graphics. */
    OPENVINO(
            "openvino",
            OrtProvider.OPEN_VINO,
            "one for Java that was built with --use_openvino has it; put that in the place of the onnxruntime jar",
            "Intel's OpenVINO libraries");

    private final String commandName;
    private final OrtProvider provider;
    private final String whereToGetIt;
    private final String needs;

    Device(final String commandName, final OrtProvider provider, final String whereToGetIt, final String needs) {
        this.commandName = commandName;
        this.provider = provider;
        this.whereToGetIt = whereToGetIt;
        this.needs = needs;
    }

    /** How the command line calls it. */
    public String commandName() {
        return commandName;
    }

    /**
     * Makes sure that it can be used, before work is spent.
     *
     * @throws InputException where the ONNX Runtime on the class path lacks it, or finds no such device
     */
    public void require() {
        if (this == CPU) {
            return;
        }
        OnnxRuntime.environment();
        try (SessionOptions options = new SessionOptions()) {
            addTo(options);
        }
    }

    /**
     * Adds it to a session's options, before the processor, which takes over what it cannot run.
     *
     * @throws InputException where the ONNX Runtime on the class path lacks it, or finds no such device
     */
    void addTo(final SessionOptions options) {
        final Set<OrtProvider> available = OrtEnvironment.getAvailableProviders();
        if (!available.contains(provider)) {
            throw new InputException("The ONNX Runtime on the class path lacks the device " + commandName + " (it has "
                    + available.stream().map(Device::nameOf).sorted().collect(Collectors.joining(", ")) + "): "
                    + whereToGetIt + ". Or use --device cpu.");
        }
        try {
            switch (this) {
                case CUDA -> options.addCUDA(0);
                case DIRECTML -> options.addDirectML(0);
                case COREML -> options.addCoreML();
                case OPENVINO -> options.addOpenVINO("");
                case CPU -> {}
            }
        } catch (final OrtException e) {
            throw new InputException(
                    "The device " + commandName + " cannot be used; it needs " + needs + ". ONNX Runtime says: "
                            + firstLine(e) + ". Or use --device cpu.",
                    e);
        }
    }

    private static String firstLine(final OrtException e) {
        final String message = String.valueOf(e.getMessage()).strip();
        return message.lines().findFirst().orElse(message).replaceFirst("[.]$", "");
    }

    private static String nameOf(final OrtProvider provider) {
        for (final Device device : values()) {
            if (device.provider == provider) {
                return device.commandName;
            }
        }
        return provider.getName();
    }
}
