package io.blemish.server;

import io.blemish.server.models.Shadow;
import java.time.Instant;
import java.util.Optional;

/**
 * The shadow of a model; {@code ShadowState} in openapi.yaml.
 *
 * @param version its version
 * @param since when it began
 * @param stopped when it stopped by itself; empty while it judges
 * @param reason why it stopped
 */
record ShadowState(String version, Instant since, Optional<Instant> stopped, Optional<String> reason) {
    static ShadowState of(final Shadow shadow) {
        return new ShadowState(
                shadow.version(),
                shadow.since(),
                shadow.stop().map(Shadow.Stop::time),
                shadow.stop().map(Shadow.Stop::reason));
    }
}
