package io.blemish.backbone.plugin;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.OptionException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A plug-in as its makers hand it out: a Python wheel, which is a zip, with the library that ONNX Runtime loads and the libraries
 * that this one needs in one folder.
 */
final class PluginArchive implements AutoCloseable {
    private static final Pattern LIBRARY =
            Pattern.compile("(.*/)?(?:lib)?onnxruntime_providers_(\\w+?)(?:_plugin)?\\.(?:so|dll|dylib)");
    private static final Pattern VERSION = Pattern.compile("[^-]+-([0-9][0-9A-Za-z.+_]*)-.*\\.whl");

    /** These belong to a whole ONNX Runtime, and are nothing without its own library. */
    private static final List<String> PARTS_OF_A_RUNTIME = List.of("shared", "cuda", "tensorrt");

    /** Intel's is 230 MB on Windows; an archive that grows without end must not fill the disk. */
    private static final long MAX_BYTES = 2L << 30;

    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final ZipFile zip;
    private final String folder;
    private final String library;
    private final String device;

    private PluginArchive(final Path file, final ZipFile zip, final Matcher library) {
        this.file = file;
        this.zip = zip;
        this.folder = library.group(1) == null ? "" : library.group(1);
        this.library = library.group().substring(folder.length());
        this.device = library.group(2).toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Opens an archive.
     *
     * @throws BlemishException if it is no zip, or has no plug-in
     * @throws IOException if it cannot be read
     */
    static PluginArchive open(final Path file) throws IOException {
        final ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (final ZipException e) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    file + " is not a plug-in: it is no zip or wheel, or it is damaged. Get it again.",
                    e);
        }
        final List<Matcher> libraries = zip.stream()
                .map(entry -> LIBRARY.matcher(entry.getName()))
                .filter(Matcher::matches)
                .sorted(Comparator.comparing(Matcher::group))
                .toList();
        if (libraries.size() == 1
                && !PARTS_OF_A_RUNTIME.contains(libraries.get(0).group(2))) {
            return new PluginArchive(file, zip, libraries.get(0));
        }
        zip.close();
        throw refusal(
                libraries.isEmpty()
                        ? file + " has no plug-in for ONNX Runtime: no library in it is named"
                                + " onnxruntime_providers_NAME. Give the wheel that the plug-in's makers publish."
                        : file + " is a whole ONNX Runtime and no plug-in. For CUDA 12, put the artifact"
                                + " com.microsoft.onnxruntime:onnxruntime_gpu beside the onnxruntime jar; a build for CUDA 13"
                                + " cannot be used from Java yet.");
    }

    private static OptionException refusal(final String message) {
        return new OptionException(ErrorCode.OPTION_INVALID, message);
    }

    /** The name of the device, as the library's name states it. */
    String device() {
        return device;
    }

    /** The version in the archive's name; {@code 0} if there is none. */
    String version() {
        final Matcher name = VERSION.matcher(file.getFileName().toString());
        return name.matches() ? name.group(1) : "0";
    }

    /** The name of the library's file. */
    String library() {
        return library;
    }

    /**
     * Writes the library and all that lies beside it to a folder, so that nothing of the archive's names decides where.
     *
     * @param target an empty folder
     * @throws BlemishException if the archive is damaged, or far larger than any plug-in
     */
    void unpack(final Path target) throws IOException {
        final List<? extends ZipEntry> entries =
                zip.stream().filter(this::isBesideLibrary).toList();
        if (entries.stream().mapToLong(ZipEntry::getSize).sum() > MAX_BYTES) {
            throw refusal(file + " unpacks to more than " + (MAX_BYTES >> 30) + " GB: it is no plug-in.");
        }
        for (final ZipEntry entry : entries) {
            final Path to = target.resolve(entry.getName().substring(folder.length()));
            try (InputStream in = zip.getInputStream(entry);
                    OutputStream out = Files.newOutputStream(to)) {
                copy(in, out, entry.getSize());
            } catch (final ZipException | EOFException e) {
                throw new OptionException(
                        ErrorCode.OPTION_INVALID,
                        file + " is damaged: " + entry.getName() + " cannot be read. Get it again.",
                        e);
            }
        }
    }

    /** Copies what the archive's directory promises, and no more: a stream may be longer than it says. */
    private static void copy(final InputStream in, final OutputStream out, final long size) throws IOException {
        final byte[] buffer = new byte[BUFFER];
        for (long left = size; left > 0; ) {
            final int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new EOFException("it ends " + left + " bytes early");
            }
            out.write(buffer, 0, read);
            left -= read;
        }
    }

    private boolean isBesideLibrary(final ZipEntry entry) {
        final String name = entry.getName();
        return !entry.isDirectory()
                && name.startsWith(folder)
                && name.substring(folder.length()).matches("[\\w.+-]*\\w[\\w.+-]*");
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
