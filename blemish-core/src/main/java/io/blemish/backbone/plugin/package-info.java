/**
 * Plug-ins that give ONNX Runtime another device. The {@linkplain io.blemish.backbone.plugin.PluginCache cache} fetches or imports
 * them; {@link io.blemish.backbone.Device#found} says what one finds on this machine. A plug-in that no network asks for is never
 * loaded.
 */
@NullMarked
package io.blemish.backbone.plugin;

import org.jspecify.annotations.NullMarked;
