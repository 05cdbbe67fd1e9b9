package io.blemish.server.history;

import java.util.Optional;

/**
 * What a person said of a verdict.
 *
 * @param right whether the verdict was right
 * @param note in the person's words
 */
public record Label(boolean right, Optional<String> note) {
    /** In JSON, CSV and the database: {@code right} or {@code wrong}. */
    public String word() {
        return right ? "right" : "wrong";
    }
}
