package io.blemish.artifact;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.ResourceException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.BitSet;
import java.util.Set;
import java.util.UUID;

/**
 * Writes a file whole or not at all: the content goes to a temporary file in the same folder, which then takes the final
 * name in one step. Two writers at once leave the file of the one that finished last; an interrupted one leaves nothing
 * under the final name, and its temporary file is deleted even when the process is stopped by a signal.
 */
public final class AtomicFile {
    /** Names of this process's temporary files end with a number that is free, so that few names are ever used. */
    private static final String PROCESS = UUID.randomUUID().toString();

    private static final BitSet NUMBERS = new BitSet();

    private static final Set<PosixFilePermission> OWNER =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private AtomicFile() {}

    /**
     * Writes a file.
     *
     * @param file the final name; its folder is made where it does not exist
     * @param content writes to the path it is given
     * @throws BlemishException if the folder or the file cannot be written, or the disk is full
     */
    public static void write(final Path file, final Content content) {
        write(file, content, false);
    }

    /**
     * Writes a file that nobody but its owner may read, where the file system knows permissions.
     *
     * @param file the final name; its folder is made where it does not exist
     * @param content writes to the path it is given
     * @throws BlemishException if the folder or the file cannot be written, or the disk is full
     */
    public static void writeForOwner(final Path file, final Content content) {
        write(file, content, true);
    }

    private static void write(final Path file, final Content content, final boolean forOwner) {
        final Path folder = file.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(file)) {
            throw new ResourceException(ErrorCode.FILE_UNUSABLE, file + " is a folder. Name a file to write.");
        }
        try {
            Files.createDirectories(folder);
            final int number = takeNumber();
            final Path temporary = folder.resolve("." + PROCESS + "-" + number + ".part");
            try {
                Files.createFile(temporary);
                deleteOnExit(temporary);
                fill(temporary, content, forOwner);
                move(temporary, file);
            } finally {
                Files.deleteIfExists(temporary);
                giveBack(number);
            }
        } catch (final AccessDeniedException e) {
            throw new ResourceException(
                    ErrorCode.FILE_UNUSABLE,
                    file + " cannot be written: permission is denied. Choose another folder.",
                    e);
        } catch (final IOException e) {
            throw new ResourceException(
                    ErrorCode.FILE_UNUSABLE,
                    file + " cannot be written (" + reason(e) + "). Nothing was left there.",
                    e);
        }
    }

    /**
     * A name in a folder for a file that is not complete, which begins with a dot and ends with {@code .part}. Java makes such files too,
     * but does not say how one is called that it could not make whole, so that nobody could delete it.
     */
    public static Path unused(final Path folder) {
        return folder.resolve("." + UUID.randomUUID() + ".part");
    }

    private static int takeNumber() {
        synchronized (NUMBERS) {
            final int number = NUMBERS.nextClearBit(0);
            NUMBERS.set(number);
            return number;
        }
    }

    private static void giveBack(final int number) {
        synchronized (NUMBERS) {
            NUMBERS.clear(number);
        }
    }

    /** Java keeps each name that it is given until the process ends, and the same one once. */
    private static void deleteOnExit(final Path temporary) {
        if (temporary.getFileSystem().equals(FileSystems.getDefault())) {
            temporary.toFile().deleteOnExit();
        }
    }

    /** Content may bring the permissions of a file that it copies; the file gets those of any other new one, or of its owner alone. */
    private static void fill(final Path temporary, final Content content, final boolean forOwner) throws IOException {
        if (temporary.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            final Set<PosixFilePermission> usual = Files.getPosixFilePermissions(temporary);
            Files.setPosixFilePermissions(temporary, OWNER);
            content.write(temporary);
            Files.setPosixFilePermissions(temporary, forOwner ? OWNER : usual);
        } else {
            content.write(temporary);
        }
    }

    private static void move(final Path temporary, final Path file) throws IOException {
        try {
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (final AtomicMoveNotSupportedException e) {
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static String reason(final IOException e) {
        if (e instanceof FileSystemException fs && fs.getReason() != null) {
            return fs.getReason();
        }
        return String.valueOf(e.getMessage());
    }

    /** The content of a file. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes the content.
         *
         * @param temporary an empty file
         * @throws IOException if it cannot be written
         */
        void write(Path temporary) throws IOException;
    }
}
