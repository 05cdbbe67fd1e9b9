package io.blemish.backbone;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtEpDevice;
import ai.onnxruntime.OrtException;
import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.ResourceException;
import io.blemish.backbone.plugin.DevicePlugin;
import io.blemish.onnx.OnnxRuntime;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A plug-in that ONNX Runtime has loaded. It stays loaded until the process ends, because a network may run on it.
 *
 * @param plugin where it lies
 * @param devices what it found on this machine, as ONNX Runtime describes them
 */
record LoadedPlugin(DevicePlugin plugin, List<OrtEpDevice> devices) {
    /** The plug-ins that this process has loaded, by their libraries. Guarded by itself. */
    private static final Map<Path, LoadedPlugin> LOADED = new HashMap<>();

    LoadedPlugin {
        devices = List.copyOf(devices);
    }

    /**
     * The plug-in, loaded. The first call of a process loads it.
     *
     * @throws BlemishException if this ONNX Runtime cannot use it
     */
    static LoadedPlugin of(final DevicePlugin plugin) {
        synchronized (LOADED) {
            final LoadedPlugin known = LOADED.get(plugin.library());
            if (known != null) {
                return known;
            }
            final LoadedPlugin loaded = load(plugin);
            LOADED.put(plugin.library(), loaded);
            return loaded;
        }
    }

    private static LoadedPlugin load(final DevicePlugin plugin) {
        final OrtEnvironment environment = OnnxRuntime.environment();
        try {
            final Set<String> before = environment.getEpDevices().stream()
                    .map(OrtEpDevice::getEpName)
                    .collect(Collectors.toSet());
            environment.registerExecutionProviderLibrary(
                    "blemish-" + plugin.device(),
                    plugin.library().toAbsolutePath().toString());
            return new LoadedPlugin(
                    plugin,
                    environment.getEpDevices().stream()
                            .filter(device -> !before.contains(device.getEpName()))
                            .toList());
        } catch (final OrtException e) {
            throw new ResourceException(
                    ErrorCode.DEVICE_UNAVAILABLE,
                    "The plug-in " + plugin.device() + " " + plugin.version() + " in "
                            + plugin.folder() + " cannot be used with ONNX Runtime "
                            + environment.getVersion() + ": " + OnnxRuntime.reason(e)
                            + ". Remove it and fetch it again, or fetch a version for this ONNX Runtime.",
                    e);
        }
    }

    /** Those of its devices that go by a name of ONNX Runtime. */
    List<OrtEpDevice> named(final String provider) {
        return devices.stream()
                .filter(device -> device.getEpName().equals(provider))
                .toList();
    }
}
