package io.blemish.server.history;

import java.util.Optional;

/**
 * A person's opinion of a verdict.
 *
 * @param right whether the verdict is right
 * @param note the person's comment
 */
public record Label(boolean right, Optional<String> note) {
    /** The label in JSON, CSV and the database: {@code right} or {@code wrong}. */
    public String word() {
        return right ? "right" : "wrong";
    }
}
