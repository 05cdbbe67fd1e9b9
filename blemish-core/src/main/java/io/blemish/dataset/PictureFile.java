package io.blemish.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Tells pictures from other files by their names. */
public final class PictureFile {
    /** The extensions of pictures that can be read, in lower case, without the dot. */
    public static final List<String> EXTENSIONS = List.of("png", "jpg", "jpeg", "tif", "tiff", "bmp", "webp");

    private PictureFile() {}

    /**
     * {@return whether a path is a file with the extension of a picture, in any case}
     *
     * @param file the path; it need not exist, but then it is no picture
     */
    public static boolean is(final Path file) {
        return EXTENSIONS.contains(extension(file)) && Files.isRegularFile(file);
    }

    static String name(final Path path) {
        final Path name = path.getFileName();
        return name == null ? path.toString() : name.toString();
    }

    /** The name without its extension. */
    static String stem(final Path file) {
        final String name = name(file);
        final int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }

    /** The extension in lower case, without the dot; empty if there is none. */
    static String extension(final Path file) {
        final String name = name(file);
        final int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}
