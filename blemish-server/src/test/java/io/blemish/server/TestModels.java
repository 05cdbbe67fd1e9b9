package io.blemish.server;

import io.blemish.backbone.BackboneGraph;
import io.blemish.dataset.DatasetOptions;
import io.blemish.dataset.Datasets;
import io.blemish.dataset.generator.GeneratorOptions;
import io.blemish.dataset.generator.PartGenerator;
import io.blemish.dataset.generator.PartKind;
import io.blemish.image.Preprocessing;
import io.blemish.image.Tiling;
import io.blemish.model.ModelOptions;
import io.blemish.model.ModelTrainer;
import io.blemish.model.Network;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Small models of generated plates, and pictures to send, made once for all tests. */
public final class TestModels {
    /** The width and the height of the pictures. */
    public static final int SIDE = 128;

    private static final Path FOLDER = folder();

    /** A model. */
    public static final Path FIRST = FOLDER.resolve("first.blemish");

    /** Another model of the same parts. */
    public static final Path SECOND = FOLDER.resolve("second.blemish");

    /** A model with two networks. */
    public static final Path ENSEMBLE = FOLDER.resolve("ensemble.blemish");

    /** A whole model that cannot be opened here, because its network is not in it. */
    public static final Path WITHOUT_NETWORK = FOLDER.resolve("without.blemish");

    private TestModels() {}

    private static Path folder() {
        try {
            final Path folder = TemporaryFolder.create("blemish-server-test");
            try (Workers workers = Workers.ofAllProcessors()) {
                PartGenerator.generate(
                        folder.resolve("data"),
                        GeneratorOptions.DEFAULT
                                .withKinds(List.of(PartKind.PLATE))
                                .withSize(SIDE)
                                .withCounts(6, 3, 1),
                        workers,
                        Progress.SILENT);
            }
            fit(folder, "first", 0);
            fit(folder, "second", 1);
            fitEnsemble(folder);
            fitWithoutNetwork(folder);
            return folder;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void fit(final Path folder, final String name, final long seed) {
        SmallModels.trainer(SmallModels.OPTIONS.toBuilder().seed(seed).build())
                .fit(
                        Datasets.open(folder.resolve("data/plate"), DatasetOptions.DEFAULT)
                                .trainingPictures(),
                        folder.resolve(name + ".blemish"),
                        Progress.SILENT);
    }

    /** Fits a model that cuts the pictures into tiles. */
    static void fitTiles(final Path file) {
        new ModelTrainer(ModelOptions.builder()
                        .preprocessing(Preprocessing.squash(SIDE / 2).withTiling(Optional.of(Tiling.of(SIDE / 2))))
                        .folds(2)
                        .build())
                .fit(
                        Datasets.open(FOLDER.resolve("data/plate"), DatasetOptions.DEFAULT)
                                .trainingPictures(),
                        file,
                        Progress.SILENT);
    }

    private static void fitEnsemble(final Path folder) {
        final List<Network> two = List.of(
                new Network(SmallModels.NETWORK, List.of("layer2")),
                new Network(SmallModels.NETWORK, List.of("layer3")));
        new ModelTrainer(two, SmallModels.OPTIONS)
                .fit(
                        Datasets.open(folder.resolve("data/plate"), DatasetOptions.DEFAULT)
                                .trainingPictures(),
                        folder.resolve("ensemble.blemish"),
                        Progress.SILENT);
    }

    private static void fitWithoutNetwork(final Path folder) {
        final BackboneGraph another = BackboneGraph.parse("another", ByteBuffer.wrap(SmallModels.NETWORK.toBytes()));
        final ModelOptions options =
                SmallModels.OPTIONS.toBuilder().embedBackbone(false).build();
        new ModelTrainer(List.of(new Network(another, List.of("layer2"))), options)
                .fit(
                        Datasets.open(folder.resolve("data/plate"), DatasetOptions.DEFAULT)
                                .trainingPictures(),
                        folder.resolve("without.blemish"),
                        Progress.SILENT);
    }

    /** A PNG of a good part. */
    public static byte[] good() {
        return picture("good");
    }

    /** A PNG of a part with a defect. */
    public static byte[] defect() {
        return picture("scratch");
    }

    /** The PNGs of the good parts that the models were fitted to. */
    public static List<Path> training() {
        return pictures("train/good");
    }

    /** The PNGs of good parts that no model was fitted to. */
    static List<Path> furtherGood() {
        return pictures("test/good");
    }

    private static byte[] picture(final String kind) {
        try {
            return Files.readAllBytes(pictures("test/" + kind).get(0));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> pictures(final String folder) {
        try (Stream<Path> files = Files.list(FOLDER.resolve("data/plate").resolve(folder))) {
            return files.sorted().toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
