package io.blemish.server.models;

import java.time.Instant;
import java.util.Optional;

/**
 * The version of a model that judges the same pictures as the active one and decides nothing.
 *
 * @param version its identifier
 * @param since when it began
 * @param stop why it judges no more; empty while it does
 */
public record Shadow(String version, Instant since, Optional<Stop> stop) {
    /**
     * Why a shadow was stopped without anybody ending it.
     *
     * @param time when
     * @param reason a sentence
     */
    public record Stop(Instant time, String reason) {}
}
