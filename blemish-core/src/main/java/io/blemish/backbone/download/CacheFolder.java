package io.blemish.backbone.download;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.ResourceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The folder in which each operating system wants programs to keep files that they can fetch again. */
public final class CacheFolder {
    private CacheFolder() {}

    /**
     * The folder of the user who runs this process. It need not exist.
     *
     * @param kind of the files, which is the name of the last folder
     */
    public static Path ofUser(final String kind) {
        return locate(System.getenv(), System.getProperty("os.name"), Path.of(System.getProperty("user.home")), kind);
    }

    /**
     * The folder. It need not exist.
     *
     * @param environment of the process
     * @param system name of the operating system, as in the property {@code os.name}
     * @param home folder of the user
     * @param kind of the files, which is the name of the last folder
     */
    static Path locate(final Map<String, String> environment, final String system, final Path home, final String kind) {
        final String name = system.toLowerCase(Locale.ROOT);
        // The XDG specification: relative paths are invalid and to be ignored.
        final Optional<Path> xdg = set(environment, "XDG_CACHE_HOME").filter(Path::isAbsolute);
        final Path caches;
        if (xdg.isPresent()) {
            caches = xdg.get();
        } else if (name.startsWith("windows")) {
            caches = set(environment, "LOCALAPPDATA")
                    .orElse(home.resolve("AppData").resolve("Local"));
        } else if (name.startsWith("mac")) {
            caches = home.resolve("Library").resolve("Caches");
        } else {
            caches = home.resolve(".cache");
        }
        return caches.resolve("blemish").resolve(kind);
    }

    private static Optional<Path> set(final Map<String, String> environment, final String variable) {
        return Optional.ofNullable(environment.get(variable))
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }

    /** The exception for a folder that cannot be read or written. */
    public static BlemishException unusable(final Path folder, final IOException e) {
        return new ResourceException(
                ErrorCode.FILE_UNUSABLE,
                "The cache folder " + folder + " cannot be used ("
                        + e.getClass().getSimpleName() + ": " + e.getMessage()
                        + "); make room or make it writable, or set XDG_CACHE_HOME to another.",
                e);
    }
}
