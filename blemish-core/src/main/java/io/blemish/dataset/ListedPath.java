package io.blemish.dataset;

import io.blemish.DatasetException;
import io.blemish.ErrorCode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The path of a file that a list names. */
final class ListedPath {
    private ListedPath() {}

    /**
     * Finds it; whether a file is there is not asked.
     *
     * @param list the file that names it, for the message
     * @param folder from which names count
     * @param name in the list
     * @throws DatasetException if no file of this system can have that name
     */
    static Path of(final Path list, final Path folder, final String name) {
        try {
            return folder.resolve(name);
        } catch (final InvalidPathException e) {
            throw new DatasetException(
                    ErrorCode.DATA_SET_UNREADABLE,
                    list + " names a file '" + name + "', and none can be called that here (" + e.getReason()
                            + "); correct the name.",
                    e);
        }
    }

    /**
     * Finds one that may only lie below the folder; whether a file is there is not asked.
     *
     * @param list the file that names it, for the message
     * @param folder from which names count
     * @param name in the list
     * @throws DatasetException if no file of this system can have that name, or it leads out of the folder
     */
    static Path below(final Path list, final Path folder, final String name) {
        final Path path = of(list, folder, name);
        if (!path.toAbsolutePath()
                .normalize()
                .startsWith(folder.toAbsolutePath().normalize())) {
            throw new DatasetException(
                    ErrorCode.DATA_SET_UNREADABLE,
                    list + " names a file '" + name + "' that is not below " + folder
                            + ", and only files there are read; correct the name.");
        }
        return path;
    }
}
