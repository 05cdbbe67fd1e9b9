package io.blemish.model;

import io.blemish.ErrorCode;
import io.blemish.ResourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A model file that a changed one is to replace. Of two people who change it at once, the second would undo what the first did.
 *
 * @param path of the file
 * @param sha256 of its content when the change began
 */
record ChangedFile(Path path, String sha256) {
    static ChangedFile of(final Path path) {
        return new ChangedFile(path, ThresholdChange.hash(path));
    }

    /**
     * Refuses to replace what somebody else has changed.
     *
     * @param target that is about to be written
     * @throws ResourceException if it is this file, with another content now
     */
    void requireUnchanged(final Path target) throws IOException {
        if (Files.exists(target)
                && Files.isSameFile(target, path)
                && !ThresholdChange.hash(path).equals(sha256)) {
            throw new ResourceException(
                    ErrorCode.FILE_UNUSABLE,
                    "Model " + path
                            + " was changed by somebody else meanwhile, and that change is kept. Run this again.");
        }
    }
}
