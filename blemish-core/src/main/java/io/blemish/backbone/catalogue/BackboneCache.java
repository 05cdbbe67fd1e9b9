package io.blemish.backbone.catalogue;

import io.blemish.BackboneException;
import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.OptionException;
import io.blemish.ResourceException;
import io.blemish.artifact.Sha256;
import io.blemish.backbone.BackboneGraph;
import io.blemish.backbone.architecture.Architecture;
import io.blemish.backbone.download.CacheFolder;
import io.blemish.backbone.download.CacheLock;
import io.blemish.backbone.download.Download;
import io.blemish.backbone.download.DownloadException;
import io.blemish.backbone.download.Mirror;
import io.blemish.backbone.weights.StateDict;
import io.blemish.parallel.Progress;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folder in which pulled and imported networks are kept as ONNX graphs, {@code ARCHITECTURE-HASH.onnx}, each with its
 * SHA-256 beside it in the form that {@code sha256sum -c} reads. A file appears there only when it is complete. Safe for
 * use by many threads and processes at once.
 */
public final class BackboneCache {
    /** The environment variable with the address of a mirror, which has the published files under their own names. */
    public static final String MIRROR = Mirror.VARIABLE;

    private static final int HASH_DIGITS = 8;
    private static final String ONNX = ".onnx";
    private static final String CHECKSUM = ".sha256";
    private static final Pattern FILE_NAME = Pattern.compile("(.+)-([0-9a-f]{" + HASH_DIGITS + "})\\.onnx");

    private final Path folder;
    private final Map<String, String> environment;
    private final Download.Timeouts timeouts;

    BackboneCache(final Path folder, final Map<String, String> environment, final Download.Timeouts timeouts) {
        this.folder = folder;
        this.environment = Map.copyOf(environment);
        this.timeouts = timeouts;
    }

    /**
     * {@return a cache in any folder}
     *
     * @param folder it is created when it is first needed
     */
    public static BackboneCache in(final Path folder) {
        return new BackboneCache(folder, System.getenv(), Download.Timeouts.DEFAULT);
    }

    /**
     * {@return the user's cache: {@code blemish/backbones} under {@code XDG_CACHE_HOME} or, if that is not set, under
     * {@code ~/.cache}, {@code ~/Library/Caches} (macOS) or {@code LOCALAPPDATA} (Windows)}
     */
    public static BackboneCache ofUser() {
        return in(CacheFolder.ofUser("backbones"));
    }

    /** {@return the folder with the files} */
    public Path folder() {
        return folder;
    }

    /**
     * {@return the networks in the cache, sorted by name; none if the folder does not exist}
     *
     * @throws BlemishException if the folder cannot be read
     */
    public List<CachedBackbone> list() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(BackboneCache::parsed)
                    .flatMap(Optional::stream)
                    .sorted((a, b) -> a.name().compareTo(b.name()))
                    .toList();
        } catch (final NoSuchFileException e) {
            return List.of();
        } catch (final IOException e) {
            throw unusable(e);
        }
    }

    private static Optional<CachedBackbone> parsed(final Path file) {
        final Matcher name = FILE_NAME.matcher(file.getFileName().toString());
        return name.matches() && Architecture.names().contains(name.group(1))
                ? Optional.of(new CachedBackbone(name.group(1), name.group(2), file))
                : Optional.empty();
    }

    /**
     * Finds a network by its full name ({@code resnet18-f37072fd}), by the catalogue's name of its weights, or by its
     * architecture if there is only one of that.
     *
     * @param name the full name, the catalogue's name or the name of the architecture
     * @return the network, or nothing if the cache has none of this name
     * @throws BlemishException if several are of the architecture and the catalogue's own is not among them
     */
    public Optional<CachedBackbone> find(final String name) {
        final List<CachedBackbone> all = list();
        final Optional<CachedBackbone> exact = Stream.concat(
                        Stream.of(name), Catalogue.find(name).map(this::cached).map(CachedBackbone::name).stream())
                .flatMap(wanted -> all.stream().filter(one -> one.name().equals(wanted)))
                .findFirst();
        if (exact.isPresent()) {
            return exact;
        }
        final List<CachedBackbone> ofArchitecture =
                all.stream().filter(one -> one.architecture().equals(name)).toList();
        if (ofArchitecture.size() > 1) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    "There are several backbones of " + name + " in " + folder + "; name one of them: "
                            + ofArchitecture.stream().map(CachedBackbone::name).collect(Collectors.joining(", "))
                            + ".");
        }
        return ofArchitecture.stream().findFirst();
    }

    /**
     * Finds a network as {@link #find} does.
     *
     * @param name the name, in any form that {@link #find} knows
     * @return the network in the cache
     * @throws BlemishException if there is none; the message tells what to do
     */
    public CachedBackbone require(final String name) {
        return find(name)
                .orElseThrow(() -> new BackboneException(
                        ErrorCode.BACKBONE_NOT_FETCHED,
                        Catalogue.find(name).isPresent() || Architecture.names().contains(name)
                                ? "The backbone " + name + " is not in " + folder + " yet."
                                : "There is no backbone '" + name + "'."));
    }

    /**
     * Reads a network by any of its names: that of an embedded one, the path of an ONNX file, or a name that {@link #find}
     * knows.
     *
     * @param nameOrFile one of these names, or the path of an ONNX file; a text that ends with {@code .onnx} is a path
     * @return the graph of the network, with its weights
     * @throws BlemishException if there is none; the message tells what to do
     */
    public BackboneGraph graph(final String nameOrFile) {
        if (BackboneGraph.EMBEDDED_NAMES.contains(nameOrFile)) {
            return BackboneGraph.embedded(nameOrFile);
        }
        final boolean file = nameOrFile.endsWith(ONNX) || Files.exists(Path.of(nameOrFile));
        return BackboneGraph.read(
                file ? Path.of(nameOrFile) : require(nameOrFile).file());
    }

    private CachedBackbone cached(final Catalogue.Entry entry) {
        return cached(entry.architecture(), entry.hash());
    }

    private CachedBackbone cached(final String architecture, final String hash) {
        return new CachedBackbone(architecture, hash, folder.resolve(architecture + "-" + hash + ONNX));
    }

    /**
     * Takes a network of the catalogue into the cache. It downloads the weights if the network is not there. A download
     * that was interrupted continues where it stopped.
     *
     * @param entry the network's
     * @param url the address of the weights file; if it is empty, the file is looked for on {@code BLEMISH_MIRROR} or, if
     *     that is not set, at the catalogue's address
     * @param progress hears of the stage {@code download} in bytes
     * @return the network in the cache
     * @throws BlemishException if the file cannot be downloaded, does not have the hash in its name, or cannot be kept; the
     *     message tells what to do by hand
     */
    public CachedBackbone pull(final Catalogue.Entry entry, final Optional<URI> url, final Progress progress) {
        final CachedBackbone target = cached(entry);
        final URI address = address(entry, url);
        try {
            Files.createDirectories(folder);
            final CacheLock lock = lock(target);
            try {
                if (!Files.exists(target.file())) {
                    final Path part = folder.resolve(entry.file() + ".part");
                    new Download(environment, timeouts, progress).fetch(address, part, entry.sha256());
                    convert(part, target);
                    Files.delete(part);
                }
                return target;
            } finally {
                lock.close();
            }
        } catch (final DownloadException e) {
            throw new ResourceException(
                    ErrorCode.DOWNLOAD_FAILED,
                    entry.name() + " was not downloaded: " + e.getMessage()
                            + ". By hand: fetch " + entry.address()
                            + " on a machine with a connection, copy the file here and import it as "
                            + entry.architecture() + ".",
                    e);
        } catch (final IOException e) {
            throw unusable(e);
        }
    }

    private URI address(final Catalogue.Entry entry, final Optional<URI> url) {
        return Mirror.requireWeb(
                url.or(() -> new Mirror(environment).address(entry.file())).orElseGet(entry::address));
    }

    /**
     * Takes a weights file into the cache. A file that ends after some layer makes a network that ends there.
     *
     * @param file as {@link StateDict#open} reads it; it stays where it is
     * @param name of its architecture or of its entry in the catalogue
     * @return the network in the cache
     * @throws BlemishException if it is of another architecture, or damaged, or cannot be kept
     */
    public CachedBackbone importFile(final Path file, final String name) {
        final String architecture =
                Catalogue.find(name).map(Catalogue.Entry::architecture).orElse(name);
        Architecture.named(architecture);
        if (!Files.isRegularFile(file)) {
            throw new BackboneException(
                    ErrorCode.BACKBONE_MISSING,
                    file + " does not exist or is no file; give the path of a weights file.");
        }
        try {
            Files.createDirectories(folder);
            final String hash = Sha256.of(file);
            requireUnaltered(file, hash);
            final CachedBackbone target = cached(architecture, hash.substring(0, HASH_DIGITS));
            final CacheLock lock = lock(target);
            try {
                if (!Files.exists(target.file())) {
                    convert(file, target);
                }
                return target;
            } finally {
                lock.close();
            }
        } catch (final IOException e) {
            throw unusable(e);
        }
    }

    /** Checks that a file with the name of one in the catalogue also has its hash. */
    private static void requireUnaltered(final Path file, final String hash) {
        final String name = file.getFileName().toString();
        Catalogue.entries().stream()
                .filter(entry -> entry.file().equals(name) && !hash.startsWith(entry.sha256()))
                .findFirst()
                .ifPresent(entry -> {
                    throw new BackboneException(
                            ErrorCode.BACKBONE_UNREADABLE,
                            file + " is not the file that is published as " + name
                                    + ": its SHA-256 begins with " + hash.substring(0, HASH_DIGITS)
                                    + "; get it again, or give it another name if it is meant to differ.");
                });
    }

    private CacheLock lock(final CachedBackbone target) throws IOException {
        return CacheLock.acquire(folder.resolve(target.name() + ".lock"));
    }

    /** Writes the graph and its checksum beside their places first, and moves them there when they are complete. */
    private void convert(final Path weightsFile, final CachedBackbone target) throws IOException {
        final Architecture architecture = Architecture.named(target.architecture());
        final Path graph = Files.createTempFile(folder, target.name(), ".tmp");
        final Path checksum = Files.createTempFile(folder, target.name(), ".tmp");
        try {
            try (StateDict weights = StateDict.open(weightsFile);
                    OutputStream out = new BufferedOutputStream(Files.newOutputStream(graph))) {
                architecture.graph(weights, architecture.layersOf(weights)).writeTo(out);
            }
            Files.writeString(checksum, Sha256.of(graph) + "  " + target.file().getFileName() + "\n");
            Files.move(checksum, checksum(target), StandardCopyOption.ATOMIC_MOVE);
            Files.move(graph, target.file(), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(graph);
            Files.deleteIfExists(checksum);
        }
    }

    private Path checksum(final CachedBackbone backbone) {
        return folder.resolve(backbone.name() + ONNX + CHECKSUM);
    }

    /**
     * Checks whether a network's file is still as it was written.
     *
     * @param backbone a network of this cache
     * @return a sentence about the damage, or nothing if there is none
     */
    public Optional<String> problem(final CachedBackbone backbone) {
        try {
            final String expected = Files.readString(checksum(backbone)).split(" ", 2)[0];
            return Sha256.of(backbone.file()).equals(expected)
                    ? Optional.empty()
                    : Optional.of(backbone.file() + " was altered; delete it, and pull or import it again.");
        } catch (final NoSuchFileException e) {
            return Optional.of(e.getFile() + " is missing; delete what is left of " + backbone.name()
                    + ", and pull or import it again.");
        } catch (final IOException e) {
            return Optional.of(backbone.file() + " cannot be read (" + e.getMessage() + ").");
        }
    }

    private BlemishException unusable(final IOException e) {
        return CacheFolder.unusable(folder, e);
    }
}
