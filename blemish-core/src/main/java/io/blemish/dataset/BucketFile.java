package io.blemish.dataset;

import io.blemish.DatasetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Finds the copy of a file of a bucket. */
final class BucketFile {
    private static final String SCHEME = "s3://";

    private BucketFile() {}

    /**
     * Finds a file by its reference {@code s3://BUCKET/FOLDER/NAME}. A bucket may have been copied with or without its
     * own name and the first of its folders, so these are left out one after the other until there is a file of that
     * path.
     *
     * @param list the manifest that has the reference, for a message
     * @param root the folder below which the copy is; no name leads out of it, though a symbolic link may
     * @param reference with or without {@code s3://}
     * @return the file; empty if there is none
     * @throws DatasetException if the reference leads out of the folder, or no file of this system can be called so
     */
    static Optional<Path> find(final Path list, final Folder root, final String reference) {
        final String name = reference.startsWith(SCHEME) ? reference.substring(SCHEME.length()) : reference;
        final List<String> parts = Arrays.stream(name.split("/", -1))
                .filter(part -> !part.isEmpty())
                .toList();
        for (int k = 0; k < parts.size(); k++) {
            final Path path = ListedPath.below(list, root.path(), String.join("/", parts.subList(k, parts.size())));
            if (Files.isRegularFile(path)) {
                return Optional.of(path);
            }
        }
        return Optional.empty();
    }
}
