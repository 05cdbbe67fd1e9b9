package io.blemish.backbone.plugin;

import java.nio.file.Path;

/**
 * A plug-in that lies unpacked in the cache.
 *
 * @param device the name of the device that it gives, such as {@code openvino}
 * @param version that its makers gave it
 * @param folder in which it lies
 * @param library the file in that folder that ONNX Runtime loads; all that it needs lies beside it
 */
public record DevicePlugin(String device, String version, Path folder, Path library) {}
