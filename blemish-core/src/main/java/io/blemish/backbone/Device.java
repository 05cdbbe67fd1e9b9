package io.blemish.backbone;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtEpDevice;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.ResourceException;
import io.blemish.backbone.plugin.DevicePlugin;
import io.blemish.backbone.plugin.PluginCache;
import io.blemish.onnx.OnnxRuntime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A device that runs a network, by one of ONNX Runtime's execution providers. ONNX Runtime has it built in, or a
 * {@linkplain io.blemish.backbone.plugin plug-in} in the user's cache brings it.
 */
public enum Device {
    /** The processor, by ONNX Runtime itself. It is the only device that gives the same figures on every run of a machine. */
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
    /** The processor by Intel's OpenVINO, which uses matrix units that ONNX Runtime itself does not. */
    OPENVINO(
            "openvino",
            OrtProvider.OPEN_VINO,
            "its plug-in brings it, on Linux and Windows",
            "a processor with the instruction set x86-64"),
    /** A graphics card of any maker, by WebGPU. */
    WEBGPU("webgpu", OrtProvider.WEBGPU, "its plug-in brings it", "a graphics card with Vulkan, Metal or DirectX 12"),
    /** A neural processor of Qualcomm. */
    QNN("qnn", OrtProvider.QNN, "its plug-in brings it", "a processor of Qualcomm"),
    /**
     * What is fastest on this machine for a network among those that give the same figures but for the last digits: the processor
     * by ONNX Runtime itself, or by OpenVINO if its plug-in is here. See {@link DeviceChoice}.
     */
    AUTO("auto", OrtProvider.CPU, "every ONNX Runtime has it", "nothing");

    /** The devices that come as plug-ins. */
    private static final Set<Device> PLUGINS = Set.of(OPENVINO, WEBGPU, QNN);

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

    /** {@return whether ONNX Runtime needs a plug-in for it} */
    public boolean isPlugin() {
        return PLUGINS.contains(this);
    }

    /** {@return whether the ONNX Runtime on the class path has it built in} */
    public boolean isBuiltIn() {
        OnnxRuntime.environment();
        return OrtEnvironment.getAvailableProviders().contains(provider);
    }

    /**
     * {@return the hardware of this machine that a plug-in finds} It loads the plug-in.
     *
     * @param plugin in the cache
     * @throws BlemishException if this ONNX Runtime cannot use it
     */
    public static List<FoundDevice> found(final DevicePlugin plugin) {
        return LoadedPlugin.of(plugin).devices().stream()
                .map(FoundDevice::of)
                .distinct()
                .toList();
    }

    /**
     * Checks that it can be used, before time is spent on other work.
     *
     * @throws BlemishException if neither the ONNX Runtime on the class path nor a plug-in has it, or no such device is found
     */
    public void require() {
        if (this == CPU || this == AUTO) {
            return;
        }
        OnnxRuntime.environment();
        try (SessionOptions options = new SessionOptions()) {
            addTo(options, new Execution(1, this, true));
        }
    }

    /**
     * Adds it to a session's options, before the processor, which runs the operators that it cannot run.
     *
     * @throws BlemishException if neither the ONNX Runtime on the class path nor a plug-in has it, if no such device is found, or
     *     if it does not compute in the numbers that are asked for
     */
    void addTo(final SessionOptions options, final Execution execution) {
        if (execution.floats() == Precision.BFLOAT16 && this != OPENVINO) {
            throw new ResourceException(
                    ErrorCode.DEVICE_WITHOUT_PRECISION,
                    "The network is to compute in bfloat16, which the device " + commandName + " does not.");
        }
        if (isBuiltIn()) {
            addBuiltIn(options);
        } else if (isPlugin()) {
            addPlugin(options, execution);
        } else {
            throw new ResourceException(
                    ErrorCode.DEVICE_UNAVAILABLE,
                    "The ONNX Runtime on the class path lacks the device " + commandName + " (it has "
                            + OrtEnvironment.getAvailableProviders().stream()
                                    .map(Device::nameOf)
                                    .sorted()
                                    .collect(Collectors.joining(", "))
                            + "): " + remedy + ".");
        }
    }

    private void addBuiltIn(final SessionOptions options) {
        try {
            switch (this) {
                case CUDA -> addCuda(options);
                case DIRECTML -> options.addDirectML(0);
                case COREML -> options.addCoreML();
                case OPENVINO -> options.addOpenVINO("");
                case WEBGPU -> options.addWebGPU(Map.of());
                case QNN -> options.addQnn(Map.of());
                case CPU, AUTO -> {}
            }
        } catch (final OrtException e) {
            throw unusable(e);
        }
    }

    /** Cards since 2020 would multiply floats of which 10 bits are kept, and the model's threshold holds for those of 23. */
    private static void addCuda(final SessionOptions options) throws OrtException {
        try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(0)) {
            cuda.add("use_tf32", "0");
            options.addCUDA(cuda);
        }
    }

    private void addPlugin(final SessionOptions options, final Execution execution) {
        final DevicePlugin plugin = PluginCache.ofUser()
                .find(commandName)
                .orElseThrow(() -> new ResourceException(
                        ErrorCode.DEVICE_NOT_FETCHED,
                        "The device " + commandName + " is not on this machine yet: " + remedy + "."));
        final List<OrtEpDevice> devices = devices(plugin);
        if (devices.isEmpty()) {
            throw new ResourceException(
                    ErrorCode.DEVICE_UNAVAILABLE,
                    "The plug-in " + commandName + " " + plugin.version()
                            + " finds nothing on this machine to run a network on; it needs " + requirements + ".");
        }
        try {
            options.addExecutionProvider(
                    devices.subList(0, 1),
                    this == OPENVINO ? OpenVinoOptions.of(execution, FoundDevice.of(devices.get(0))) : Map.of());
        } catch (final OrtException e) {
            throw unusable(e);
        }
    }

    /** Where a plug-in would run a network. OpenVINO finds graphics cards as well, and stands for the processor here. */
    List<OrtEpDevice> devices(final DevicePlugin plugin) {
        return LoadedPlugin.of(plugin).named(provider.getName()).stream()
                .filter(device -> this != OPENVINO || FoundDevice.isProcessor(device))
                .toList();
    }

    private ResourceException unusable(final OrtException refused) {
        return new ResourceException(
                ErrorCode.DEVICE_UNAVAILABLE,
                "The device " + commandName + " cannot be used; it needs " + requirements + ". ONNX Runtime answers: "
                        + OnnxRuntime.reason(refused) + ".",
                refused);
    }

    private static String nameOf(final OrtProvider provider) {
        return Stream.of(values())
                .filter(device -> device.provider == provider)
                .findFirst()
                .map(Device::commandName)
                .orElseGet(provider::getName);
    }
}
