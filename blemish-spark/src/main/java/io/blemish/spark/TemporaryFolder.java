package io.blemish.spark;

import io.blemish.ErrorCode;
import io.blemish.ResourceException;
import java.io.IOException;

/** The folder in which a JVM keeps its copies of models and detectors, because both map their files. */
final class TemporaryFolder {
    private TemporaryFolder() {}

    /**
     * The exception for a folder that cannot take one.
     *
     * @param what was to be kept, such as {@code model}
     */
    static ResourceException unusable(final String what, final IOException e) {
        return new ResourceException(
                ErrorCode.TEMPORARY_FOLDER_UNUSABLE,
                "The folder for temporary files, " + System.getProperty("java.io.tmpdir") + ", has no room for the "
                        + what + ": " + e.getMessage() + ".",
                e);
    }
}
