package io.blemish.server.fits;

import java.util.List;
import java.util.Optional;

/**
 * What is updated, and how.
 *
 * @param version the identifier of the version that the update begins from
 * @param forget names of pictures that the model learned from and is to forget
 * @param why the reason, which the model file keeps; empty if none was given
 */
public record UpdateSettings(String version, List<String> forget, Optional<String> why) {
    /** Copies the list. */
    public UpdateSettings {
        forget = List.copyOf(forget);
    }
}
