package io.blemish.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.blemish.artifact.Ranges;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A change of a model after its fit, as {@code changes.json} in the model file records it.
 *
 * @param time of the change
 * @param who made it
 * @param what was changed, in words
 * @param why it was made, if a reason was given
 * @param fileBefore SHA-256 of the whole model file before the change, 64 hexadecimal digits
 * @param added the pictures that the model learned from in addition
 * @param forgotten names of the pictures that were taken out
 */
public record ModelChange(
        Instant time,
        String who,
        String what,
        Optional<String> why,
        String fileBefore,

        @JsonSetter(nulls = Nulls.AS_EMPTY) @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Added> added,

        @JsonSetter(nulls = Nulls.AS_EMPTY) @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> forgotten) {
    /**
     * A picture that a model learned from in addition.
     *
     * @param name of the picture
     * @param sha256 of its content, 64 hexadecimal digits
     */
    public record Added(String name, String sha256) {
        /**
         * Checks that nothing is left out.
         *
         * @param name of the picture
         * @param sha256 of its content, 64 hexadecimal digits
         */
        public Added {
            Ranges.present(name, "name");
            Ranges.present(sha256, "sha256");
        }
    }

    /**
     * A change of the thresholds alone.
     *
     * @param time of the change
     * @param who made it
     * @param what was changed, in words
     * @param why it was made, if a reason was given
     * @param fileBefore SHA-256 of the whole model file before the change, 64 hexadecimal digits
     */
    public ModelChange(
            final Instant time,
            final String who,
            final String what,
            final Optional<String> why,
            final String fileBefore) {
        this(time, who, what, why, fileBefore, List.of(), List.of());
    }

    /**
     * Checks that nothing is left out.
     *
     * @param time of the change
     * @param who made it
     * @param what was changed, in words
     * @param why it was made, if a reason was given
     * @param fileBefore SHA-256 of the whole model file before the change, 64 hexadecimal digits
     * @param added the pictures that the model learned from in addition; copied
     * @param forgotten names of the pictures that were taken out; copied
     */
    public ModelChange {
        Ranges.present(time, "time");
        Ranges.present(who, "who");
        Ranges.present(what, "what");
        Ranges.present(why, "why");
        Ranges.present(fileBefore, "file_before");
        added = Ranges.complete(added, "added");
        forgotten = Ranges.complete(forgotten, "forgotten");
    }

    /**
     * {@return the contents of the pictures that updates have added and not taken out again: names and SHA-256 hashes; of the
     *     caller}
     *
     * @param changes of a model, the first first
     */
    public static Map<String, String> contents(final List<ModelChange> changes) {
        final Map<String, String> contents = new LinkedHashMap<>();
        for (final ModelChange change : changes) {
            contents.keySet().removeAll(change.forgotten());
            change.added().forEach(picture -> contents.put(picture.name(), picture.sha256()));
        }
        return contents;
    }
}
