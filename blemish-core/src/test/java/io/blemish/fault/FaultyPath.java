package io.blemish.fault;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A path of a {@link FaultyFileSystem}. */
final class FaultyPath implements Path {
    private final FaultyFileSystem system;
    private final Path path;

    FaultyPath(final FaultyFileSystem system, final Path path) {
        this.system = system;
        this.path = path;
    }

    static Path plain(final Path path) {
        if (path instanceof FaultyPath faulty) {
            return faulty.path;
        }
        throw new ProviderMismatchException();
    }

    private @Nullable Path wrapped(final @Nullable Path other) {
        return other == null ? null : system.wrap(other);
    }

    @Override
    public FileSystem getFileSystem() {
        return system;
    }

    @Override
    public boolean isAbsolute() {
        return path.isAbsolute();
    }

    @Override
    @SuppressWarnings("NullAway") // as Path says it
    public Path getRoot() {
        return wrapped(path.getRoot());
    }

    @Override
    @SuppressWarnings("NullAway") // as Path says it
    public Path getFileName() {
        return wrapped(path.getFileName());
    }

    @Override
    @SuppressWarnings("NullAway") // as Path says it
    public Path getParent() {
        return wrapped(path.getParent());
    }

    @Override
    public int getNameCount() {
        return path.getNameCount();
    }

    @Override
    public Path getName(final int index) {
        return system.wrap(path.getName(index));
    }

    @Override
    public Path subpath(final int begin, final int end) {
        return system.wrap(path.subpath(begin, end));
    }

    @Override
    public boolean startsWith(final Path other) {
        return path.startsWith(plain(other));
    }

    @Override
    public boolean endsWith(final Path other) {
        return path.endsWith(plain(other));
    }

    @Override
    public Path normalize() {
        return system.wrap(path.normalize());
    }

    @Override
    public Path resolve(final Path other) {
        return system.wrap(path.resolve(plain(other)));
    }

    @Override
    public Path relativize(final Path other) {
        return system.wrap(path.relativize(plain(other)));
    }

    @Override
    public URI toUri() {
        return path.toUri();
    }

    @Override
    public Path toAbsolutePath() {
        return system.wrap(path.toAbsolutePath());
    }

    @Override
    public Path toRealPath(final LinkOption... options) throws IOException {
        return system.wrap(path.toRealPath(options));
    }

    @Override
    public WatchKey register(
            final WatchService watcher, final WatchEvent.Kind<?>[] events, final WatchEvent.Modifier... modifiers)
            throws IOException {
        return path.register(watcher, events, modifiers);
    }

    @Override
    public int compareTo(final Path other) {
        return path.compareTo(plain(other));
    }

    @Override
    public boolean equals(final @Nullable Object other) {
        return other instanceof FaultyPath that && that.system == system && that.path.equals(path);
    }

    @Override
    public int hashCode() {
        return Objects.hash(path);
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
