package io.blemish.camel;

import io.blemish.backbone.BackboneGraph;
import io.blemish.dataset.DatasetOptions;
import io.blemish.dataset.Datasets;
import io.blemish.dataset.generator.GeneratorOptions;
import io.blemish.dataset.generator.PartGenerator;
import io.blemish.dataset.generator.PartKind;
import io.blemish.model.ModelOptions;
import io.blemish.model.ModelTrainer;
import io.blemish.model.Network;
import io.blemish.model.ThresholdChange;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A small model of generated plates, and pictures of them, made once for all tests. */
final class TestModels {
    private static final Path FOLDER = folder();

    /** A model. */
    static final Path FIRST = FOLDER.resolve("first.blemish");

    /** The same with twice the threshold, so that it is another version. */
    static final Path SECOND = FOLDER.resolve("second.blemish");

    private TestModels() {}

    private static Path folder() {
        try {
            final Path folder = Files.createTempDirectory("blemish-camel-test");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
            try (Workers workers = Workers.ofAllProcessors()) {
                PartGenerator.generate(
                        folder.resolve("data"),
                        GeneratorOptions.DEFAULT
                                .withKinds(List.of(PartKind.PLATE))
                                .withSize(128)
                                .withCounts(6, 1, 1),
                        workers,
                        Progress.SILENT);
            }
            final Network network = new Network(BackboneGraph.embedded("efficientnet-lite0"), List.of("layer2"));
            new ModelTrainer(List.of(network), ModelOptions.DEFAULT)
                    .fit(
                            Datasets.open(folder.resolve("data/plate"), DatasetOptions.DEFAULT)
                                    .trainingPictures(),
                            folder.resolve("first.blemish"),
                            Progress.SILENT);
            ThresholdChange.write(
                    folder.resolve("first.blemish"),
                    folder.resolve("second.blemish"),
                    before -> before.at(before.threshold() * 2),
                    "a test",
                    Optional.empty(),
                    Instant.EPOCH);
            return folder;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(final Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a file at its place in one step, as whoever replaces a model should. */
    static void put(final Path from, final Path to) throws IOException {
        final Path beside = Files.copy(from, to.resolveSibling("new"));
        Files.move(beside, to, StandardCopyOption.REPLACE_EXISTING);
    }

    /** A PNG of a good part. */
    static Path good() {
        return picture("good");
    }

    /** A PNG of a part with a defect. */
    static Path defect() {
        return picture("scratch");
    }

    private static Path picture(final String kind) {
        try (Stream<Path> files = Files.list(FOLDER.resolve("data/plate/test").resolve(kind))) {
            return files.sorted().findFirst().orElseThrow();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
