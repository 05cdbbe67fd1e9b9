package io.blemish.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** What a file's name says of a picture. */
final class PictureFile {
    private static final Set<String> EXTENSIONS = Set.of("png", "jpg", "jpeg", "tif", "tiff", "bmp", "webp");

    private PictureFile() {}

    static boolean is(final Path file) {
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

    /** The extension in small letters, without the dot; empty where there is none. */
    static String extension(final Path file) {
        final String name = name(file);
        final int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}
