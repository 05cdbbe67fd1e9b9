package io.blemish.server.models;

import io.blemish.BlemishException;
import io.blemish.artifact.AtomicFile;
import io.blemish.artifact.Json;
import io.blemish.artifact.Sha256;
import io.blemish.model.Model;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The versions of one model: the server's own copies of its files, {@code SHA256.blemish}, and {@code activations.json}, which
 * tells when each became active. The server maps its own copies into memory, because nobody else writes to them. Not for use
 * by several threads at once.
 */
final class VersionStore {
    private static final Logger LOG = LoggerFactory.getLogger(VersionStore.class);

    private static final String ACTIVATIONS = "activations.json";

    /** So many versions are kept, and in addition the active one, the one before it and the shadow. */
    private static final int MAX_VERSIONS = 10;

    /** So many activations are kept: months, if the model of a line changes daily. */
    private static final int MAX_ACTIVATIONS = 100;

    /** The ending of a copy that is not complete. */
    static final String PART = ".part";

    private final Path folder;
    private final ModelOpener opener;

    VersionStore(final Path folder, final ModelOpener opener) {
        this.folder = folder;
        this.opener = opener;
    }

    /**
     * The activation of a version.
     *
     * @param version its identifier
     * @param time when it became active
     */
    record Activation(String version, Instant time) {}

    /**
     * The version that a file holds; it is copied if the copy is not there yet, or is not what it was any more.
     *
     * @throws BlemishException if it is not a model file that can be opened, or not whole and intact
     * @throws IOException if it cannot be read, or the copy cannot be written
     */
    ModelVersion add(final Path file) throws IOException {
        final Path stored = file(Sha256.of(file));
        if (intact(stored)) {
            return version(stored);
        }
        try (InputStream in = Files.newInputStream(file)) {
            return add(in);
        }
    }

    /** Copies a model file and checks the copy, before it becomes a version. */
    private ModelVersion add(final InputStream in) throws IOException {
        Files.createDirectories(folder);
        final Path copy = AtomicFile.unused(folder);
        try {
            final MessageDigest digest = Sha256.digest();
            try (InputStream hashed = new DigestInputStream(in, digest);
                    FileChannel channel =
                            FileChannel.open(copy, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                    OutputStream out = Channels.newOutputStream(channel)) {
                hashed.transferTo(out);
                // What has a version's name is whole, also after a loss of power.
                channel.force(true);
            }
            opener.check(copy);
            final Path file = file(Sha256.hex(digest));
            Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            return version(file);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    /**
     * Opens a version. The copy is held to its hashes.
     *
     * @return the model, to be closed by the caller
     * @throws BlemishException if it is not, or cannot be opened
     */
    Model open(final ModelVersion version) {
        return opener.open(file(version.sha256()));
    }

    private static boolean intact(final Path stored) throws IOException {
        return Files.exists(stored)
                && String.valueOf(stored.getFileName()).equals(Sha256.of(stored) + ModelName.EXTENSION);
    }

    /** Deletes what a server that was killed had begun to copy. */
    void deleteParts() throws IOException {
        deleteParts(folder);
    }

    /** Deletes unfinished copies in a folder that nobody else writes to now. */
    static void deleteParts(final Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, ".*" + PART)) {
            for (final Path part : parts) {
                Files.deleteIfExists(part);
            }
        }
    }

    /** Tells which version is the shadow. */
    ShadowFile shadowFile() {
        return new ShadowFile(folder);
    }

    Path file(final String sha256) {
        return folder.resolve(sha256 + ModelName.EXTENSION);
    }

    /** All versions, newest first. */
    List<ModelVersion> versions() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> String.valueOf(file.getFileName()).matches("[0-9a-f]{64}\\.blemish"))
                    .map(VersionStore::version)
                    .sorted(Comparator.comparing(ModelVersion::added).reversed().thenComparing(ModelVersion::sha256))
                    .toList();
        }
    }

    Optional<ModelVersion> version(final String id) throws IOException {
        return versions().stream().filter(version -> version.id().equals(id)).findFirst();
    }

    private static ModelVersion version(final Path file) {
        final String name = String.valueOf(file.getFileName());
        try {
            return new ModelVersion(
                    name.substring(0, name.indexOf('.')),
                    Files.size(file),
                    Files.getLastModifiedTime(file).toInstant());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All activations, oldest first. None if they cannot be read: a model is served without its past rather than not. */
    List<Activation> activations() throws IOException {
        try {
            return List.of(Json.read(
                    Files.readAllBytes(folder.resolve(ACTIVATIONS)), Activation[].class, "File " + ACTIVATIONS));
        } catch (final NoSuchFileException e) {
            return List.of();
        } catch (final BlemishException e) {
            LOG.warn("{} in {}", e.getMessage(), folder);
            return List.of();
        }
    }

    /**
     * The versions that a server may begin with if the file in the folder cannot be used: those that were active, the last one
     * first. If nobody knows any more which were, all of them, the newest first.
     */
    List<ModelVersion> fallbacks() throws IOException {
        final List<ModelVersion> all = versions();
        final List<String> active = new ArrayList<>();
        activations().forEach(activation -> active.add(0, activation.version()));
        return active.isEmpty()
                ? all
                : active.stream()
                        .distinct()
                        .flatMap(id ->
                                all.stream().filter(version -> version.id().equals(id)))
                        .toList();
    }

    /** Notes that a version is active now, and deletes the oldest versions if there are too many. */
    Activation activated(final String version) throws IOException {
        final List<Activation> all = new ArrayList<>(activations());
        if (!all.isEmpty() && all.get(all.size() - 1).version().equals(version)) {
            return all.get(all.size() - 1);
        }
        final Activation activation = new Activation(version, Instant.now());
        all.add(activation);
        final List<Activation> kept = all.subList(Math.max(0, all.size() - MAX_ACTIVATIONS), all.size());
        AtomicFile.write(folder.resolve(ACTIVATIONS), path -> Files.write(path, Json.document(kept)));
        prune(version);
        return activation;
    }

    /** The version that was active before another; the last one that is still there. */
    Optional<ModelVersion> before(final String version) throws IOException {
        final List<Activation> all = activations();
        for (int i = all.size() - 1; i >= 0; i--) {
            final Optional<ModelVersion> candidate = all.get(i).version().equals(version)
                    ? Optional.empty()
                    : version(all.get(i).version());
            if (candidate.isPresent()) {
                return candidate;
            }
        }
        return Optional.empty();
    }

    private void prune(final String active) throws IOException {
        final Set<String> kept = new HashSet<>(Set.of(active));
        before(active).map(ModelVersion::id).ifPresent(kept::add);
        shadowFile().read().map(Shadow::version).ifPresent(kept::add);
        final List<ModelVersion> versions = versions();
        for (final ModelVersion version : versions.subList(Math.min(MAX_VERSIONS, versions.size()), versions.size())) {
            if (!kept.contains(version.id())) {
                delete(version);
            }
        }
    }

    void delete(final ModelVersion version) throws IOException {
        Files.deleteIfExists(file(version.sha256()));
    }

    /** Deletes all versions and the folder. */
    void delete() throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        final List<Path> files;
        try (Stream<Path> entries = Files.list(folder)) {
            files = entries.toList();
        }
        for (final Path file : files) {
            Files.delete(file);
        }
        Files.delete(folder);
    }
}
