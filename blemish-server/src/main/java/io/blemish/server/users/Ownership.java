package io.blemish.server.users;

import io.blemish.ErrorCode;
import io.blemish.ResourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.Set;

/**
 * Who owns a file, and who may read and write it.
 *
 * @param owner the user
 * @param group the group
 * @param permissions of all
 */
record Ownership(UserPrincipal owner, GroupPrincipal group, Set<PosixFilePermission> permissions) {
    /** The ownership of a file; empty if there is no such file, or its file system knows none. */
    static Optional<Ownership> of(final Path file) throws IOException {
        if (!Files.exists(file)
                || !file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return Optional.empty();
        }
        final PosixFileAttributes now = Files.readAttributes(file, PosixFileAttributes.class);
        return Optional.of(new Ownership(now.owner(), now.group(), now.permissions()));
    }

    /**
     * Gives a new file this owner and this group, if it has others.
     *
     * @param fresh the new file
     * @param file whose place it takes, for the message
     * @throws ResourceException if that is not allowed
     */
    void give(final Path fresh, final Path file) throws IOException {
        final PosixFileAttributeView view = Files.getFileAttributeView(fresh, PosixFileAttributeView.class);
        final PosixFileAttributes now = view.readAttributes();
        try {
            if (!now.group().equals(group)) {
                view.setGroup(group);
            }
            if (!now.owner().equals(owner)) {
                view.setOwner(owner);
            }
        } catch (final IOException e) {
            throw new ResourceException(
                    ErrorCode.FILE_UNUSABLE,
                    file + " belongs to the user " + owner.getName() + " and the group " + group.getName()
                            + ", which this user cannot keep. Run the command as that user or as root.",
                    e);
        }
    }
}
