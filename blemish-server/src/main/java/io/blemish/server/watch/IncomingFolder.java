package io.blemish.server.watch;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.ResourceException;
import io.blemish.server.models.FileStamp;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A folder that another program writes pictures into. A file counts as whole when it is the same at two looks. The folder is listed
 * again and again, because a file system of another machine does not tell of changes.
 */
public final class IncomingFolder {
    private static final Pattern PICTURE =
            Pattern.compile("[^.].*\\.(png|jpe?g|tiff?|bmp|webp)", Pattern.CASE_INSENSITIVE);
    private static final String DONE = "done";
    private static final String FAILED = "failed";

    private final Path folder;
    private final boolean moving;

    /** What was there at the last look. */
    private Map<Path, FileStamp> seen = Map.of();

    /**
     * A folder.
     *
     * @param folder that exists
     * @param moving whether files that were taken are moved to {@code done} and {@code failed} in it
     * @throws BlemishException if there is no such folder, or nothing can be moved in it
     */
    public IncomingFolder(final Path folder, final boolean moving) {
        this.moving = moving;
        try {
            this.folder = folder.toRealPath();
            if (!Files.isDirectory(this.folder)) {
                throw new IOException("it is a file");
            }
        } catch (final IOException e) {
            throw new ResourceException(
                    ErrorCode.FILE_UNUSABLE,
                    "There is no folder " + folder + " to watch: make it, or correct its name in --watch.",
                    e);
        }
        if (moving) {
            make(DONE);
            make(FAILED);
        }
    }

    private void make(final String name) {
        try {
            Files.createDirectories(folder.resolve(name));
        } catch (final IOException e) {
            throw new ResourceException(
                    ErrorCode.FILE_UNUSABLE,
                    "Folder " + folder.resolve(name) + " cannot be made. Let the server write to " + folder
                            + ", or leave the files where they are with --watch-leave.",
                    e);
        }
    }

    /** The whole path. */
    public Path path() {
        return folder;
    }

    /** Whether files that were taken are moved away. */
    public boolean moving() {
        return moving;
    }

    /**
     * Looks into the folder.
     *
     * @return the pictures that are as they were at the look before, the oldest first
     * @throws IOException if the folder cannot be listed
     */
    public List<IncomingFile> look() throws IOException {
        final Map<Path, FileStamp> now = new HashMap<>();
        final List<IncomingFile> whole = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                folder,
                file -> PICTURE.matcher(String.valueOf(file.getFileName())).matches())) {
            for (final Path file : files) {
                final Optional<FileStamp> stamp = FileStamp.of(file);
                if (stamp.isPresent()) {
                    now.put(file, stamp.get());
                    if (stamp.get().equals(seen.get(file))) {
                        whole.add(new IncomingFile(file, stamp.get()));
                    }
                }
            }
        }
        seen = now;
        whole.sort(Comparator.comparing((IncomingFile file) -> file.stamp().modified())
                .thenComparing(IncomingFile::path));
        return whole;
    }

    /**
     * Moves a file that has its verdict to {@code done}, and one that was refused to {@code failed}. A file of the same name that is there
     * already stays, and this one gets the time of its writing behind its name. Does nothing if files are left where they are.
     *
     * @throws IOException if it cannot be moved
     */
    public void putAway(final IncomingFile file, final boolean judged) throws IOException {
        if (moving) {
            Files.move(file.path(), free(folder.resolve(judged ? DONE : FAILED), file));
        }
    }

    private static Path free(final Path target, final IncomingFile file) {
        Path place = target.resolve(file.name());
        final int dot = file.name().lastIndexOf('.');
        final String stem =
                file.name().substring(0, dot) + "-" + file.stamp().modified().toMillis();
        for (int number = 1; Files.exists(place); number++) {
            place = target.resolve(
                    stem + (number == 1 ? "" : "-" + number) + file.name().substring(dot));
        }
        return place;
    }
}
