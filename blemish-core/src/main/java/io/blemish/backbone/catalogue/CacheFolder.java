package io.blemish.backbone.catalogue;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The folder in which each operating system wants programs to keep files that they can fetch again. */
final class CacheFolder {
    private CacheFolder() {}

    /**
     * The folder. It need not exist.
     *
     * @param environment of the process
     * @param system name of the operating system, as in the property {@code os.name}
     * @param home folder of the user
     */
    static Path locate(final Map<String, String> environment, final String system, final Path home) {
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
        return caches.resolve("blemish").resolve("backbones");
    }

    private static Optional<Path> set(final Map<String, String> environment, final String variable) {
        return Optional.ofNullable(environment.get(variable))
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }
}
