package io.blemish.backbone.plugin;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.OptionException;
import io.blemish.ResourceException;
import io.blemish.artifact.Sha256;
import io.blemish.backbone.download.CacheFolder;
import io.blemish.backbone.download.CacheLock;
import io.blemish.backbone.download.Download;
import io.blemish.backbone.download.DownloadException;
import io.blemish.backbone.download.Mirror;
import io.blemish.parallel.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder in which plug-ins for ONNX Runtime are kept unpacked, each in a folder {@code DEVICE-VERSION}. A folder appears there
 * only when it is complete. There is one version of a device at a time. Safe for use by many threads and processes at once.
 */
public final class PluginCache {
    private static final Pattern FOLDER = Pattern.compile("([a-z][a-z0-9-]*?)-([0-9][0-9A-Za-z.+_]*)");
    private static final Pattern LIBRARY = Pattern.compile("(?:lib)?onnxruntime_providers_\\w+\\.(?:so|dll|dylib)");

    private final Path folder;
    private final Map<String, String> environment;
    private final Download.Timeouts timeouts;

    PluginCache(final Path folder, final Map<String, String> environment, final Download.Timeouts timeouts) {
        this.folder = folder;
        this.environment = Map.copyOf(environment);
        this.timeouts = timeouts;
    }

    /**
     * {@return a cache in any folder}
     *
     * @param folder it is created when it is first needed
     */
    public static PluginCache in(final Path folder) {
        return new PluginCache(folder, System.getenv(), Download.Timeouts.DEFAULT);
    }

    /** {@return the user's cache, {@code devices} beside the folder of the networks} */
    public static PluginCache ofUser() {
        return in(CacheFolder.ofUser("devices"));
    }

    /** {@return the folder with the plug-ins} */
    public Path folder() {
        return folder;
    }

    /**
     * {@return the plug-ins in the cache, sorted by device; none if the folder does not exist}
     *
     * @throws BlemishException if the folder cannot be read
     */
    public List<DevicePlugin> list() {
        try (Stream<Path> folders = Files.list(folder)) {
            final List<DevicePlugin> plugins = new ArrayList<>();
            for (final Path one : folders.toList()) {
                plugin(one).ifPresent(plugins::add);
            }
            plugins.sort(Comparator.comparing(DevicePlugin::device).thenComparing(DevicePlugin::version));
            return List.copyOf(plugins);
        } catch (final NoSuchFileException e) {
            return List.of();
        } catch (final IOException e) {
            throw unusable(e);
        }
    }

    private static Optional<DevicePlugin> plugin(final Path folder) throws IOException {
        final Matcher name = FOLDER.matcher(folder.getFileName().toString());
        if (!name.matches() || !Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file ->
                            LIBRARY.matcher(file.getFileName().toString()).matches())
                    .findFirst()
                    .map(library -> new DevicePlugin(name.group(1), name.group(2), folder, library));
        }
    }

    /**
     * {@return the plug-in of a device, if it is here}
     *
     * @param device name of the device
     * @throws BlemishException if the folder cannot be read
     */
    public Optional<DevicePlugin> find(final String device) {
        return list().stream().filter(one -> one.device().equals(device)).findFirst();
    }

    /**
     * Takes a published plug-in into the cache. It downloads the archive if the plug-in is not there. A download that was
     * interrupted continues where it stopped.
     *
     * @param plugin the published one
     * @param url the address of the archive; if it is empty, the file is looked for on {@code BLEMISH_MIRROR}
     * @param progress hears of the stage {@code download} in bytes
     * @return the plug-in in the cache
     * @throws BlemishException if there is no address, or the file cannot be downloaded, has another hash, or cannot be kept; the
     *     message tells what to do by hand
     */
    public DevicePlugin pull(final PublishedPlugin plugin, final Optional<URI> url, final Progress progress) {
        final Optional<DevicePlugin> here = here(plugin);
        if (here.isPresent()) {
            return here.get();
        }
        final URI address = address(plugin, url);
        try {
            Files.createDirectories(folder);
            final CacheLock lock = lock(plugin.device());
            try {
                final Optional<DevicePlugin> meanwhile = here(plugin);
                if (meanwhile.isPresent()) {
                    return meanwhile.get();
                }
                final Path part = folder.resolve(plugin.file() + ".part");
                new Download(environment, timeouts, progress).fetch(address, part, plugin.sha256());
                final Path archive = folder.resolve(plugin.file());
                Files.move(part, archive, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                try {
                    return unpack(archive);
                } finally {
                    Files.delete(archive);
                }
            } finally {
                lock.close();
            }
        } catch (final DownloadException e) {
            throw new ResourceException(
                    ErrorCode.DOWNLOAD_FAILED,
                    plugin.file() + " was not downloaded: " + e.getMessage() + ". " + byHand(plugin),
                    e);
        } catch (final IOException e) {
            throw unusable(e);
        }
    }

    private Optional<DevicePlugin> here(final PublishedPlugin plugin) {
        return find(plugin.device()).filter(one -> one.version().equals(plugin.version()));
    }

    private URI address(final PublishedPlugin plugin, final Optional<URI> url) {
        return Mirror.requireWeb(url.or(() -> new Mirror(environment).address(plugin.file()))
                .orElseThrow(() -> new OptionException(
                        ErrorCode.DEVICE_NOT_FETCHED,
                        "There is no address for " + plugin.file()
                                + ": its makers hand it out in Python's package index alone. " + byHand(plugin))));
    }

    private static String byHand(final PublishedPlugin plugin) {
        return "By hand: fetch " + plugin.file() + " (package onnxruntime-ep-" + plugin.device() + " "
                + plugin.version() + ") on a machine with a connection, copy the file here and import it.";
    }

    /**
     * Takes a plug-in from an archive into the cache. Another version of the same device is replaced.
     *
     * @param archive a wheel or another zip; it stays where it is
     * @return the plug-in in the cache
     * @throws BlemishException if it is no plug-in, is altered, or cannot be kept
     */
    public DevicePlugin importFile(final Path archive) {
        if (!Files.isRegularFile(archive)) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    archive + " does not exist or is no file; give the path of a plug-in's wheel.");
        }
        try {
            requireUnaltered(archive);
            Files.createDirectories(folder);
            final CacheLock lock;
            try (PluginArchive opened = PluginArchive.open(archive)) {
                lock = lock(opened.device());
            }
            try {
                return unpack(archive);
            } finally {
                lock.close();
            }
        } catch (final IOException e) {
            throw unusable(e);
        }
    }

    /** Checks that a file with the name of a published one also has its hash. */
    private static void requireUnaltered(final Path archive) throws IOException {
        final String name = archive.getFileName().toString();
        for (final PublishedPlugin published : PublishedPlugin.all()) {
            if (published.file().equals(name) && !Sha256.of(archive).equals(published.sha256())) {
                throw new OptionException(
                        ErrorCode.OPTION_INVALID,
                        archive + " is not the file that is published under this name: its SHA-256 is not "
                                + published.sha256()
                                + ". Get it again, or give it another name if it is meant to differ.");
            }
        }
    }

    /** Unpacks beside the final place first, and moves the folder there when it is complete. */
    private DevicePlugin unpack(final Path archive) throws IOException {
        try (PluginArchive opened = PluginArchive.open(archive)) {
            final Path unpacked = Files.createTempDirectory(folder, "unpacking");
            try {
                opened.unpack(unpacked);
                for (final DevicePlugin other : list()) {
                    if (other.device().equals(opened.device())) {
                        delete(other.folder());
                    }
                }
                final Path target = folder.resolve(opened.device() + "-" + opened.version());
                Files.move(unpacked, target, StandardCopyOption.ATOMIC_MOVE);
                return new DevicePlugin(opened.device(), opened.version(), target, target.resolve(opened.library()));
            } finally {
                delete(unpacked);
            }
        }
    }

    /**
     * Deletes the plug-in of a device.
     *
     * @param device name of the device
     * @return what was deleted
     * @throws BlemishException if it is not there, or cannot be deleted
     */
    public DevicePlugin remove(final String device) {
        final DevicePlugin plugin = find(device)
                .orElseThrow(() -> new OptionException(
                        ErrorCode.OPTION_INVALID,
                        "There is no plug-in for the device '" + device + "' in " + folder + "."));
        try {
            final CacheLock lock = lock(device);
            try {
                delete(plugin.folder());
            } finally {
                lock.close();
            }
        } catch (final IOException e) {
            throw unusable(e);
        }
        return plugin;
    }

    /** The library goes last: as long as it is there, the plug-in is listed and can be removed again. */
    private static void delete(final Path unpacked) throws IOException {
        if (!Files.isDirectory(unpacked)) {
            return;
        }
        final List<Path> files;
        try (Stream<Path> all = Files.list(unpacked)) {
            files = all.sorted(Comparator.comparing(file ->
                            LIBRARY.matcher(file.getFileName().toString()).matches()))
                    .toList();
        }
        for (final Path file : files) {
            Files.delete(file);
        }
        Files.delete(unpacked);
    }

    private CacheLock lock(final String device) throws IOException {
        return CacheLock.acquire(folder.resolve(device + ".lock"));
    }

    private BlemishException unusable(final IOException e) {
        return CacheFolder.unusable(folder, e);
    }
}
