package io.blemish.server.fits;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.ResourceException;
import io.blemish.artifact.AtomicFile;
import io.blemish.artifact.Json;
import io.blemish.server.models.ModelName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of one fit: {@code fit.json}, the pictures with what was found of each, {@code pictures/ID} and
 * {@code pictures/ID.json}, the picture of a mask, and while an update is under way the version that it begins from. The
 * description of a picture is written after the picture, so that what has one is whole.
 */
final class FitFolder {
    private static final Logger LOG = LoggerFactory.getLogger(FitFolder.class);
    private static final String FIT = "fit.json";
    private static final String PICTURES = "pictures";
    private static final String MASK = "mask";
    private static final String BASE = "base";
    private static final String DESCRIPTION = ".json";

    private final Path folder;

    /** The folder of a fit, which need not exist. */
    FitFolder(final Path folder) {
        this.folder = folder;
    }

    /** Writes all but the pictures. */
    void write(final Fit fit) {
        write(folder.resolve(FIT), Json.document(fit.withPictures(List.of())));
    }

    /**
     * Reads a fit, and deletes what a server that was killed had begun to write.
     *
     * @throws NoSuchFileException if there is no whole fit
     * @throws BlemishException if a description cannot be read
     */
    Fit read() throws IOException {
        final Fit fit = Json.read(Files.readAllBytes(folder.resolve(FIT)), Fit.class, "File " + folder.resolve(FIT));
        deleteOthers(folder, Set.of(FIT, PICTURES, MASK));
        return fit.withPictures(Files.isDirectory(pictures()) ? readPictures() : List.of());
    }

    private List<FitPicture> readPictures() throws IOException {
        final List<FitPicture> pictures = new ArrayList<>();
        final Set<String> whole = new HashSet<>();
        try (DirectoryStream<Path> descriptions = Files.newDirectoryStream(pictures(), "*" + DESCRIPTION)) {
            for (final Path file : descriptions) {
                final FitPicture picture = Json.read(Files.readAllBytes(file), FitPicture.class, "File " + file);
                pictures.add(picture);
                whole.addAll(List.of(picture.id(), picture.id() + DESCRIPTION));
            }
        }
        deleteOthers(pictures(), whole);
        return pictures;
    }

    private Path pictures() {
        return folder.resolve(PICTURES);
    }

    Path picture(final FitPicture picture) {
        return pictures().resolve(picture.id());
    }

    private Path description(final FitPicture picture) {
        return pictures().resolve(picture.id() + DESCRIPTION);
    }

    void write(final FitPicture picture, final byte[] content) {
        write(picture(picture), content);
        write(description(picture), Json.document(picture));
    }

    void delete(final FitPicture picture) {
        deleteFile(description(picture));
        deleteFile(picture(picture));
    }

    /** The picture of the mask, if there is one. */
    Path mask() {
        return folder.resolve(MASK);
    }

    void writeMask(final byte[] content) {
        write(mask(), content);
    }

    void deleteMask() {
        deleteFile(mask());
    }

    /** The version that an update begins from. */
    Path base() {
        return folder.resolve(BASE + ModelName.EXTENSION);
    }

    /**
     * Keeps a version for an update, also if it is deleted from its model meanwhile.
     *
     * @param version a file that is never written to
     * @throws NoSuchFileException if it was deleted already
     * @throws BlemishException if the disk is full
     */
    void keepBase(final Path version) throws NoSuchFileException {
        deleteBase();
        try {
            link(version);
        } catch (final NoSuchFileException e) {
            throw e;
        } catch (final IOException e) {
            deleteBase();
            throw notTaken(base(), e);
        }
    }

    private void link(final Path version) throws IOException {
        try {
            Files.createLink(base(), version);
        } catch (final UnsupportedOperationException | FileSystemException e) {
            LOG.debug("File {} cannot be linked and is copied.", version, e);
            Files.copy(version, base());
        }
    }

    void deleteBase() {
        deleteFile(base());
    }

    long usableSpace() throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }

    /** Deletes everything. First goes the description, so that a fit that is partly deleted is none. */
    void delete() throws IOException {
        Files.deleteIfExists(folder.resolve(FIT));
        delete(folder);
    }

    private static void write(final Path file, final byte[] content) {
        try {
            AtomicFile.write(file, path -> Files.write(path, content));
        } catch (final BlemishException e) {
            throw notTaken(file, e);
        }
    }

    private static ResourceException notTaken(final Path file, final Exception reason) {
        LOG.error("File {} cannot be written.", file, reason);
        return new ResourceException(
                ErrorCode.FILE_UNUSABLE,
                "The server's disk does not take what is to be kept of the fit; the reason is in the server's log.",
                reason);
    }

    private static void deleteOthers(final Path folder, final Set<String> kept) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (final Path file : files) {
                if (!kept.contains(String.valueOf(file.getFileName()))) {
                    delete(file);
                }
            }
        }
    }

    private static void deleteFile(final Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes a file, or a folder with all that is in it, if it is there. */
    static void delete(final Path path) throws IOException {
        if (Files.notExists(path)) {
            return;
        }
        try (Stream<Path> below = Files.walk(path)) {
            for (final Path one : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(one);
            }
        }
    }
}
