package io.blemish.benchmarks;

import io.blemish.BlemishException;
import io.blemish.artifact.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Draws how the ratios to the peers changed from version to version, as one page that needs nothing else. */
public final class RatioHistory {
    private static final String ENDING = ".json";

    private RatioHistory() {}

    /**
     * Reads a folder and writes the page.
     *
     * @param args the folder with a JSON file for each version, and the HTML file to write
     * @throws IOException if the folder cannot be read or the page cannot be written
     */
    @SuppressWarnings("SystemOut") // it is a program
    public static void main(final String[] args) throws IOException {
        if (args.length != 2) {
            System.err.println("Give the folder with a JSON file for each version, and the HTML file to write.");
            System.exit(2);
        }
        try {
            Files.writeString(Path.of(args[1]), page(Path.of(args[0])));
        } catch (final BlemishException | IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(3);
        }
    }

    /**
     * The page of a folder.
     *
     * @throws BlemishException if a file is not what {@link PeerRatios} says
     * @throws IllegalArgumentException if there is no file, or two have the same version
     * @throws IOException if it cannot be read
     */
    static String page(final Path folder) throws IOException {
        return new RatioPage(read(folder)).html();
    }

    /** All versions, the oldest first. */
    private static List<PeerRatios> read(final Path folder) throws IOException {
        final List<Path> files;
        try (Stream<Path> found = Files.list(folder)) {
            files = found.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        }
        final List<PeerRatios> versions = new ArrayList<>();
        for (final Path file : files) {
            versions.add(Json.read(Files.readAllBytes(file), PeerRatios.class, String.valueOf(file.getFileName())));
        }
        versions.sort(Comparator.comparing(PeerRatios::parts, Arrays::compare));
        return versions;
    }
}
