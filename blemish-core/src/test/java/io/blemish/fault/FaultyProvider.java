package io.blemish.fault;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The default provider with faults. What is copied is written, and can be written half. */
final class FaultyProvider extends FileSystemProvider {
    private final FileSystemProvider files;
    private final FaultyFileSystem system;
    private final Faults faults;

    FaultyProvider(final FileSystemProvider files, final FaultyFileSystem system, final Faults faults) {
        this.files = files;
        this.system = system;
        this.faults = faults;
    }

    private static Path plain(final Path path) {
        return FaultyPath.plain(path);
    }

    @Override
    public String getScheme() {
        return "faulty";
    }

    @Override
    public FileSystem newFileSystem(final URI uri, final Map<String, ?> environment) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(final URI uri) {
        return system;
    }

    @Override
    public Path getPath(final URI uri) {
        return system.wrap(files.getPath(uri));
    }

    @Override
    public SeekableByteChannel newByteChannel(
            final Path path, final Set<? extends OpenOption> options, final FileAttribute<?>... attributes)
            throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public FileChannel newFileChannel(
            final Path path, final Set<? extends OpenOption> options, final FileAttribute<?>... attributes)
            throws IOException {
        final boolean writing =
                options.contains(StandardOpenOption.WRITE) || options.contains(StandardOpenOption.APPEND);
        faults.check(writing ? "open to write" : "open to read");
        return new FaultyChannel(files.newFileChannel(plain(path), options, attributes), faults, writing);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(
            final Path folder, final DirectoryStream.Filter<? super Path> filter) throws IOException {
        final DirectoryStream<Path> stream =
                files.newDirectoryStream(plain(folder), path -> filter.accept(system.wrap(path)));
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                final Iterator<Path> paths = stream.iterator();
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return paths.hasNext();
                    }

                    @Override
                    public Path next() {
                        return system.wrap(paths.next());
                    }
                };
            }

            @Override
            public void close() throws IOException {
                stream.close();
            }
        };
    }

    @Override
    public void createDirectory(final Path folder, final FileAttribute<?>... attributes) throws IOException {
        // One that is there already is no fault of the disk.
        if (!Files.exists(plain(folder))) {
            faults.check("make a folder");
        }
        files.createDirectory(plain(folder), attributes);
    }

    @Override
    public void delete(final Path path) throws IOException {
        files.delete(plain(path));
    }

    @Override
    public void copy(final Path source, final Path target, final CopyOption... options) throws IOException {
        files.copy(plain(source), plain(target), options);
        if (faults.hit("copy")) {
            try (FileChannel half = FileChannel.open(plain(target), StandardOpenOption.WRITE)) {
                half.truncate(half.size() / 2);
            }
            throw Faults.failure();
        }
    }

    @Override
    public void move(final Path source, final Path target, final CopyOption... options) throws IOException {
        faults.check("move");
        files.move(plain(source), plain(target), options);
    }

    @Override
    public boolean isSameFile(final Path path, final Path other) throws IOException {
        return files.isSameFile(plain(path), plain(other));
    }

    @Override
    public boolean isHidden(final Path path) throws IOException {
        return files.isHidden(plain(path));
    }

    @Override
    public FileStore getFileStore(final Path path) throws IOException {
        return files.getFileStore(plain(path));
    }

    @Override
    public void checkAccess(final Path path, final AccessMode... modes) throws IOException {
        files.checkAccess(plain(path), modes);
    }

    @Override
    @SuppressWarnings("NullAway") // as FileSystemProvider says it
    public <V extends FileAttributeView> @Nullable V getFileAttributeView(
            final Path path, final Class<V> type, final LinkOption... options) {
        return files.getFileAttributeView(plain(path), type, options);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(
            final Path path, final Class<A> type, final LinkOption... options) throws IOException {
        return files.readAttributes(plain(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(final Path path, final String attributes, final LinkOption... options)
            throws IOException {
        return files.readAttributes(plain(path), attributes, options);
    }

    @Override
    public void setAttribute(final Path path, final String attribute, final Object value, final LinkOption... options)
            throws IOException {
        files.setAttribute(plain(path), attribute, value, options);
    }
}
