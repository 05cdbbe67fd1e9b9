package io.blemish.cli;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.PictureException;
import io.blemish.ResourceException;
import io.blemish.dataset.PictureFile;
import io.blemish.image.Picture;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A picture to predict.
 *
 * @param file where it is
 * @param outputName the name of its results below the output folder, without an extension; each picture has another
 */
record PictureInput(Path file, String outputName) {
    /**
     * The pictures that the user named, and those below the folders that the user named, in the order of their names.
     *
     * @throws BlemishException if a folder has no pictures or cannot be read
     */
    static List<PictureInput> find(final List<Path> inputs) {
        final List<PictureInput> found = new ArrayList<>();
        final Set<String> taken = new HashSet<>();
        for (final Path input : inputs) {
            if (Files.isDirectory(input)) {
                for (final Path file : below(input)) {
                    found.add(new PictureInput(file, free(stem(input.relativize(file)), taken)));
                }
            } else {
                found.add(new PictureInput(input, free(stem(input.getFileName()), taken)));
            }
        }
        return found;
    }

    /** The picture, named by its path. */
    Picture picture() {
        return Picture.of(file);
    }

    private static List<Path> below(final Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            final List<Path> pictures =
                    files.filter(PictureInput::isPicture).sorted().toList();
            if (pictures.isEmpty()) {
                throw new PictureException(
                        ErrorCode.PICTURE_UNREADABLE,
                        "Folder " + folder + " has no pictures. Pictures end in "
                                + PictureFile.EXTENSIONS.stream()
                                        .map(e -> "." + e)
                                        .collect(Collectors.joining(", ")) + ".");
            }
            return pictures;
        } catch (final IOException e) {
            throw new ResourceException(
                    ErrorCode.FILE_UNUSABLE, "Folder " + folder + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static boolean isPicture(final Path file) {
        return PictureFile.is(file) && !String.valueOf(file.getFileName()).startsWith(".");
    }

    private static String stem(final Path path) {
        final String name = path.toString();
        final int dot = name.lastIndexOf('.');
        return dot > name.lastIndexOf(File.separatorChar) + 1 ? name.substring(0, dot) : name;
    }

    private static String free(final String name, final Set<String> taken) {
        String candidate = name;
        for (int i = 2; !taken.add(candidate); i++) {
            candidate = name + "-" + i;
        }
        return candidate;
    }
}
