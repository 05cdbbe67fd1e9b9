package io.blemish.backbone;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.ResourceException;
import io.blemish.onnx.OnnxRuntime;
import java.util.Set;
import java.util.stream.Collectors;

/** A device that runs a network, by one of ONNX Runtime's execution providers. */
public enum Device {
    /** The processor. It is the only device that gives the same figures on every run of a machine. */
    CPU("cpu", OrtProvider.CPU, "every ONNX Runtime has it", "nothing"),
    /** A graphics card of NVIDIA, on Linux and Windows. */
    CUDA(
            "cuda",
            OrtProvider.CUDA,
            "the artifact com.microsoft.onnxruntime:onnxruntime_gpu has it; put that beside the onnxruntime jar",
            "an NVIDIA card, its driver, and the CUDA and cuDNN libraries that this ONNX Runtime was built for"),
    /** A graphics card of any maker, on Windows. */
    DIRECTML(
            "directml",
            OrtProvider.DIRECT_ML,
            "one for Java that was built with --use_dml has it, on Windows; put that in the place of the onnxruntime jar",
            "a graphics card with DirectX 12"),
    /** A processor of Apple. */
    COREML(
            "coreml",
            OrtProvider.CORE_ML,
            "the artifact com.microsoft.onnxruntime:onnxruntime has it on macOS only",
            "macOS 10.15 or newer"),
    /** A processor or graphics card of Intel. */
    OPENVINO(
            "openvino",
            OrtProvider.OPEN_VINO,
            "one for Java that was built with --use_openvino has it; put that in the place of the onnxruntime jar",
            "Intel's OpenVINO libraries");

    private final String commandName;
    private final OrtProvider provider;
    private final String remedy;
    private final String requirements;

    Device(final String commandName, final OrtProvider provider, final String remedy, final String requirements) {
        this.commandName = commandName;
        this.provider = provider;
        this.remedy = remedy;
        this.requirements = requirements;
    }

    /** {@return its name on the command line} */
    public String commandName() {
        return commandName;
    }

    /**
     * Checks that it can be used, before time is spent on other work.
     *
     * @throws BlemishException if the ONNX Runtime on the class path lacks it, or finds no such device
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
     * Adds it to a session's options, before the processor, which runs the operators that it cannot run.
     *
     * @throws BlemishException if the ONNX Runtime on the class path lacks it, or finds no such device
     */
    void addTo(final SessionOptions options) {
        final Set<OrtProvider> available = OrtEnvironment.getAvailableProviders();
        if (!available.contains(provider)) {
            throw new ResourceException(
                    ErrorCode.DEVICE_UNAVAILABLE,
                    "The ONNX Runtime on the class path lacks the device " + commandName + " (it has "
                            + available.stream().map(Device::nameOf).sorted().collect(Collectors.joining(", ")) + "): "
                            + remedy + ".");
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
            throw new ResourceException(
                    ErrorCode.DEVICE_UNAVAILABLE,
                    "The device " + commandName + " cannot be used; it needs " + requirements
                            + ". ONNX Runtime answers: " + OnnxRuntime.reason(e) + ".",
                    e);
        }
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
