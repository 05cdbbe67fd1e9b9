package io.blemish.model;

import io.blemish.artifact.Ranges;
import java.time.Instant;
import java.util.Optional;

/**
 * A change of a model after its fit, as {@code changes.json} in the model file records it.
 *
 * @param time of the change
 * @param who made it
 * @param what was changed, in words
 * @param why it was made, if a reason was given
 * @param fileBefore SHA-256 of the whole model file before the change, 64 hexadecimal digits
 */
public record ModelChange(Instant time, String who, String what, Optional<String> why, String fileBefore) {
    /**
     * Checks that nothing is left out.
     *
     * @param time of the change
     * @param who made it
     * @param what was changed, in words
     * @param why it was made, if a reason was given
     * @param fileBefore SHA-256 of the whole model file before the change, 64 hexadecimal digits
     */
    public ModelChange {
        Ranges.present(time, "time");
        Ranges.present(who, "who");
        Ranges.present(what, "what");
        Ranges.present(why, "why");
        Ranges.present(fileBefore, "file_before");
    }
}
