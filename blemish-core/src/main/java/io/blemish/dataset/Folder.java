package io.blemish.dataset;

import io.blemish.BlemishException;
import io.blemish.DatasetException;
import io.blemish.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder without its hidden entries, its names in an order that does not depend on the file system.
 *
 * @param path the folder's
 */
record Folder(Path path) {
    private static final Comparator<Path> BY_NAME = Comparator.comparing(PictureFile::name);

    /**
     * Opens a folder that the user named.
     *
     * @throws BlemishException if it does not exist or is not a folder
     */
    static Folder open(final Path path) {
        if (!Files.exists(path)) {
            throw new DatasetException(
                    ErrorCode.DATA_SET_UNREADABLE,
                    "The data set's folder " + path + " does not exist; check the spelling, or that it is mounted.");
        }
        if (!Files.isDirectory(path)) {
            throw new DatasetException(
                    ErrorCode.DATA_SET_UNREADABLE,
                    path
                            + " is a file; a data set is a folder of pictures or a manifest (.csv, .jsonl, .manifest),"
                            + " so name that.");
        }
        return new Folder(path);
    }

    /** The folder's own name. */
    String name() {
        return PictureFile.name(path.toAbsolutePath().normalize());
    }

    /** The folders in it, by name. */
    List<Folder> folders() {
        return entries().stream().filter(Files::isDirectory).map(Folder::new).toList();
    }

    /** The pictures directly in it, by name. */
    List<Path> pictures() {
        return entries().stream().filter(PictureFile::is).toList();
    }

    /** The pictures in it and in the folders below it, by path. */
    List<Path> picturesBelow() {
        final List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(path, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new Pictures(found));
        } catch (final IOException e) {
            throw unreadable(path, e);
        }
        found.sort(Comparator.comparing(this::idOf));
        return List.copyOf(found);
    }

    /** The folder below at a path of these names; letters' case does not matter. */
    Optional<Folder> folder(final String... names) {
        Optional<Folder> at = Optional.of(this);
        for (final var name : names) {
            at = at.flatMap(folder -> folder.child(name));
        }
        return at;
    }

    /** Whether there is a folder below at a path of these names; letters' case does not matter. */
    boolean has(final String... names) {
        return folder(names).isPresent();
    }

    private Optional<Folder> child(final String name) {
        final Folder exact = new Folder(path.resolve(name));
        if (Files.isDirectory(exact.path)) {
            return Optional.of(exact);
        }
        return folders().stream()
                .filter(folder -> folder.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /** A path below this folder as an id: relative, with {@code /} between the parts. */
    String idOf(final Path below) {
        return path.relativize(below).toString().replace('\\', '/');
    }

    /** The names of the folder's entries, for a message. */
    String contents() {
        final List<Path> entries = entries();
        return entries.isEmpty()
                ? "nothing"
                : ShortList.of(entries.stream()
                        .map(entry -> PictureFile.name(entry) + (Files.isDirectory(entry) ? "/" : ""))
                        .toList());
    }

    private List<Path> entries() {
        try (Stream<Path> entries = Files.list(path)) {
            return entries.filter(Folder::isVisible).sorted(BY_NAME).toList();
        } catch (final IOException e) {
            throw unreadable(path, e);
        } catch (final UncheckedIOException e) {
            throw unreadable(path, e);
        }
    }

    private static boolean isVisible(final Path entry) {
        final String name = PictureFile.name(entry);
        // macOS leaves a folder of this name, full of files with pictures' names, in the zip archives that it writes.
        return !name.startsWith(".") && !name.equals("__MACOSX");
    }

    private static BlemishException unreadable(final Path path, final Exception cause) {
        return new DatasetException(
                ErrorCode.DATA_SET_UNREADABLE,
                "The folder " + path + " cannot be read (" + cause + "); check its permissions.",
                cause);
    }

    private static final class Pictures extends SimpleFileVisitor<Path> {
        private final List<Path> found;

        Pictures(final List<Path> found) {
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(final Path folder, final BasicFileAttributes attributes) {
            return isVisible(folder) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes) {
            if (isVisible(file) && PictureFile.is(file)) {
                found.add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(final Path file, final IOException e) throws IOException {
            // A link to a folder above leads to no picture that is not found without it.
            if (e instanceof FileSystemLoopException) {
                return FileVisitResult.CONTINUE;
            }
            throw e;
        }
    }
}
