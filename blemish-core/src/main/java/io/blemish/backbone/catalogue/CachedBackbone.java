package io.blemish.backbone.catalogue;

import java.nio.file.Path;

/**
 * A network in the cache.
 *
 * @param architecture as {@link io.blemish.backbone.architecture.Architecture#named} knows it
 * @param hash the first eight hexadecimal digits of the SHA-256 of the weights file that it was made from
 * @param file an ONNX graph whose outputs are all of the architecture's layers; cut it before running it
 */
public record CachedBackbone(String architecture, String hash, Path file) {
    /** {@return its full name, which no other network has, {@code resnet18-f37072fd}} */
    public String name() {
        return architecture + "-" + hash;
    }
}
