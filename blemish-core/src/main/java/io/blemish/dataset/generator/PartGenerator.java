package io.blemish.dataset.generator;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.ResourceException;
import io.blemish.image.PngWriter;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes generated parts in MVTec AD's layout, one folder for each kind. */
public final class PartGenerator {
    private PartGenerator() {}

    /**
     * Writes {@code KIND/train/good}, {@code KIND/test/good}, {@code KIND/test/DEFECT} and
     * {@code KIND/ground_truth/DEFECT} under a folder. A kind's folder gets its name only after it is complete.
     *
     * @param root the folder, which is empty or does not exist
     * @param options the kinds, sizes and numbers of pictures
     * @param workers the threads to draw on; the files do not depend on their number
     * @param progress is told of every picture
     * @throws BlemishException if the folder is not empty, is a file or cannot be written
     */
    public static void generate(
            final Path root, final GeneratorOptions options, final Workers workers, final Progress progress) {
        try {
            prepare(root);
            final Counter counter = new Counter(
                    progress, options.kinds().size() * tasks(options).size());
            for (final var kind : options.kinds()) {
                final Path unfinished = Files.createTempDirectory(root, "." + kind.folderName() + "-");
                try {
                    write(kind, unfinished, options, workers, counter);
                    Files.move(unfinished, root.resolve(kind.folderName()));
                } finally {
                    delete(unfinished);
                }
            }
        } catch (final IOException e) {
            throw unwritable(root, e);
        } catch (final UncheckedIOException e) {
            throw unwritable(root, e);
        }
    }

    private static void prepare(final Path root) throws IOException {
        if (Files.exists(root) && !Files.isDirectory(root)) {
            throw new ResourceException(
                    ErrorCode.FILE_UNUSABLE, root + " is a file; name a folder to write the generated parts to.");
        }
        Files.createDirectories(root);
        try (Stream<Path> entries = Files.list(root)) {
            if (entries.findAny().isPresent()) {
                throw new ResourceException(
                        ErrorCode.FILE_UNUSABLE,
                        "The folder " + root + " is not empty; name a new or empty one for the generated parts.");
            }
        }
    }

    private static void write(
            final PartKind kind,
            final Path folder,
            final GeneratorOptions options,
            final Workers workers,
            final Counter counter)
            throws IOException {
        final List<Task> tasks = tasks(options);
        for (final var task : tasks) {
            Files.createDirectories(folder.resolve(task.folder()));
            if (task.damage().isPresent()) {
                Files.createDirectories(folder.resolve(task.maskFolder()));
            }
        }
        workers.forEach(tasks.size(), k -> {
            write(kind, folder, options, tasks.get(k));
            counter.count(kind);
        });
    }

    private static void write(final PartKind kind, final Path folder, final GeneratorOptions options, final Task task) {
        final String number = "%03d".formatted(task.number());
        final String name = kind.folderName() + "/" + task.folder() + "/" + number;
        final PartPicture drawn = PartPicture.draw(
                kind,
                task.damage(),
                options.size(),
                options.seed(),
                name,
                options.difficulty(),
                task.time(Draw.of(options.seed(), name + "/time")));
        try {
            Files.write(
                    folder.resolve(task.folder()).resolve(number + ".png"),
                    PngWriter.toUncompressedBytes(drawn.picture()));
            if (task.damage().isPresent()) {
                Files.write(
                        folder.resolve(task.maskFolder()).resolve(number + "_mask.png"),
                        PngWriter.toUncompressedBytes(drawn.mask()));
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Task> tasks(final GeneratorOptions options) {
        final List<Task> tasks = new ArrayList<>();
        for (int k = 0; k < options.train(); k++) {
            tasks.add(new Task(Task.TRAIN, Optional.empty(), k, options.train()));
        }
        for (int k = 0; k < options.testGood(); k++) {
            tasks.add(new Task("test/good", Optional.empty(), k, options.testGood()));
        }
        for (final var damage : options.difficulty().defects()) {
            for (int k = 0; k < options.perDefect(); k++) {
                tasks.add(new Task("test/" + damage.folderName(), Optional.of(damage), k, options.perDefect()));
            }
        }
        return tasks;
    }

    private static void delete(final Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> below = Files.walk(folder)) {
            for (final var path : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static BlemishException unwritable(final Path root, final Exception cause) {
        return new ResourceException(
                ErrorCode.FILE_UNUSABLE,
                "The generated parts cannot be written to " + root + " (" + cause.getMessage()
                        + "); check its permissions and the disk's free space.",
                cause);
    }

    /** One picture to draw. */
    private record Task(String folder, Optional<Damage> damage, int number, int count) {
        static final String TRAIN = "train/good";

        String maskFolder() {
            return folder.replaceFirst("^test", "ground_truth");
        }

        /** When the picture is taken, from -1 to 1: training pictures one after the other, others at any time. */
        double time(final Draw draw) {
            return folder.equals(TRAIN) ? (2.0 * number + 1) / count - 1 : draw.around(1);
        }
    }

    /** Counts pictures on many threads, and reports progress on one at a time. */
    private static final class Counter {
        private final Progress progress;
        private final int total;
        private int done;

        Counter(final Progress progress, final int total) {
            this.progress = progress;
            this.total = total;
        }

        synchronized void count(final PartKind kind) {
            done++;
            progress.report("drawing " + kind.folderName(), done, total);
        }
    }
}
