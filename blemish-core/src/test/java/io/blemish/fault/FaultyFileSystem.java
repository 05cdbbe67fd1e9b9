package io.blemish.fault;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.Set;

/** The default file system, of which one operation after another can fail. */
public final class FaultyFileSystem extends FileSystem {
    private final FileSystem files;
    private final FaultyProvider provider;

    private FaultyFileSystem(final FileSystem files, final Faults faults) {
        this.files = files;
        this.provider = new FaultyProvider(files.provider(), this, faults);
    }

    /**
     * A view of a folder.
     *
     * @param folder in the default file system
     * @param faults that it is to have
     */
    public static Path of(final Path folder, final Faults faults) {
        return new FaultyFileSystem(folder.getFileSystem(), faults).wrap(folder.toAbsolutePath());
    }

    Path wrap(final Path path) {
        return new FaultyPath(this, path);
    }

    @Override
    public FileSystemProvider provider() {
        return provider;
    }

    @Override
    public void close() {}

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public String getSeparator() {
        return files.getSeparator();
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return files.getFileStores();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return files.supportedFileAttributeViews();
    }

    @Override
    public Path getPath(final String first, final String... more) {
        return wrap(files.getPath(first, more));
    }

    @Override
    public PathMatcher getPathMatcher(final String pattern) {
        final PathMatcher matcher = files.getPathMatcher(pattern);
        return path -> matcher.matches(FaultyPath.plain(path));
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        return files.getUserPrincipalLookupService();
    }

    @Override
    public WatchService newWatchService() throws IOException {
        return files.newWatchService();
    }
}
