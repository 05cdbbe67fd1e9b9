package io.blemish.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.dataset.Dataset;
import io.blemish.dataset.DatasetOptions;
import io.blemish.dataset.Datasets;
import io.blemish.dataset.generator.GeneratorOptions;
import io.blemish.dataset.generator.PartGenerator;
import io.blemish.dataset.generator.PartKind;
import io.blemish.detector.patchcore.PatchCoreDescription;
import io.blemish.detector.patchcore.PatchCoreOptions;
import io.blemish.image.Preprocessing;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import io.blemish.prediction.Prediction;
import io.blemish.search.SearchMethod;
import io.blemish.search.exact.ExactMethod;
import io.blemish.search.hnsw.HnswDescription;
import io.blemish.search.hnsw.HnswMethod;
import io.blemish.search.ivfpq.IvfPqDescription;
import io.blemish.search.ivfpq.IvfPqMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PatchCore models whose bank is searched approximately. */
@Tag("long")
class SearchMethodsTest {
    private static final IvfPqMethod COARSE = new IvfPqMethod(20, 3, 8, 6, 0);
    private static final HnswMethod NARROW = new HnswMethod(4, 8, 3, 0);

    @TempDir
    private static Path folder;

    private static Dataset dataset;
    private static Path coarse;
    private static Path narrow;
    private static FitSummary summary;

    @BeforeAll
    static void fit() {
        try (Workers workers = new Workers(2)) {
            PartGenerator.generate(
                    folder.resolve("data"),
                    GeneratorOptions.DEFAULT
                            .withKinds(List.of(PartKind.PLATE))
                            .withSize(96)
                            .withCounts(10, 2, 1),
                    workers,
                    Progress.SILENT);
        }
        dataset = Datasets.open(folder.resolve("data/plate"), DatasetOptions.DEFAULT);
        coarse = folder.resolve("coarse.blemish");
        summary = new ModelTrainer(options(COARSE, 2)).fit(dataset.trainingPictures(), coarse, Progress.SILENT);
        narrow = folder.resolve("narrow.blemish");
        new ModelTrainer(options(NARROW, 2)).fit(dataset.trainingPictures(), narrow, Progress.SILENT);
    }

    private static ModelOptions options(final SearchMethod search, final int threads) {
        return options(search, 1, threads);
    }

    private static ModelOptions options(final SearchMethod search, final double coreset, final int threads) {
        return ModelOptions.builder()
                .detector(PatchCoreOptions.builder()
                        .coreset(coreset)
                        .search(search)
                        .build())
                .preprocessing(Preprocessing.squash(96))
                .threads(threads)
                .build();
    }

    @Test
    void aModelDescribesItsListsAndTheirRecall() {
        final ModelContents contents = ModelContents.read(coarse);
        assertThat(contents.intact()).isTrue();
        final var search = ((PatchCoreDescription) contents.description().detector()).search();
        final IvfPqDescription ivfPq = (IvfPqDescription) search;
        assertThat(ivfPq.method()).isEqualTo(COARSE);
        assertThat(ivfPq.recall()).isEqualTo(summary.recall());
        assertThat(ivfPq.recall().orElseThrow().at1()).isBetween(0.56, 0.70);
        assertThat(ivfPq.recall().orElseThrow().queries()).isEqualTo(288);
        assertThat(contents.entries()).containsKey("search/list_codes.npy").doesNotContainKey("search/heads.npy");
    }

    @Test
    void aModelDescribesItsGraphAndItsRecall() {
        final ModelContents contents = ModelContents.read(narrow);
        assertThat(contents.intact()).isTrue();
        final HnswDescription graph =
                (HnswDescription) ((PatchCoreDescription) contents.description().detector()).search();
        assertThat(graph.method()).isEqualTo(NARROW);
        assertThat(graph.recall().orElseThrow().at1()).isBetween(0.6, 0.75);
        assertThat(contents.entries()).containsKey("search/graph_base.npy").doesNotContainKey("search/heads.npy");
    }

    @Test
    void theSameInputGivesTheSameBytesWhateverTheThreads() {
        final Path again = folder.resolve("again.blemish");
        new ModelTrainer(options(COARSE, 1)).fit(dataset.trainingPictures(), again, Progress.SILENT);
        assertThat(again).hasSameBinaryContentAs(coarse);
        new ModelTrainer(options(NARROW, 1)).fit(dataset.trainingPictures(), again, Progress.SILENT);
        assertThat(again).hasSameBinaryContentAs(narrow);
    }

    /** Probing all lists and re-ranking all entries, an approximate model gives the verdicts of an exact one. */
    @Test
    void aModelThatLeavesNothingOutGivesTheVerdictsOfAnExactOne() {
        final Prediction expected = predict(new ExactMethod(), "exact");
        same(predict(new IvfPqMethod(0, 10_000, 8, 4, 10_000), "lists"), expected);
        same(predict(new HnswMethod(8, 50, 10_000, 10_000), "graph"), expected);
    }

    /** Fits a model with a smaller bank and lets it predict a picture. */
    private static Prediction predict(final SearchMethod search, final String name) {
        final Path file = folder.resolve(name + ".blemish");
        final FitSummary fitted =
                new ModelTrainer(options(search, 0.2, 2)).fit(dataset.trainingPictures(), file, Progress.SILENT);
        fitted.recall().ifPresent(recall -> assertThat(recall.at1()).isEqualTo(1));
        try (Model model = Model.open(file)) {
            return model.predict(dataset.test().get(0).picture());
        }
    }

    private static void same(final Prediction found, final Prediction expected) {
        assertThat(found.threshold()).isEqualTo(expected.threshold());
        assertThat(found.score()).isEqualTo(expected.score());
        assertThat(found.map().values()).isEqualTo(expected.map().values());
    }

    @Test
    void theVerdictDoesNotDependOnTheThreads() {
        sameVerdict(coarse);
        sameVerdict(narrow);
    }

    private static void sameVerdict(final Path model) {
        final Path picture = dataset.test().get(0).picture();
        try (Model one = Model.open(model, OpenOptions.DEFAULT.withThreads(1));
                Model three = Model.open(model, OpenOptions.DEFAULT.withThreads(3))) {
            assertThat(three.predict(picture).map().values())
                    .isEqualTo(one.predict(picture).map().values());
        }
    }

    @Test
    void aDamagedEntryIsRefused() throws IOException {
        refusedIfDamaged(coarse);
        refusedIfDamaged(narrow);
    }

    private static void refusedIfDamaged(final Path model) throws IOException {
        final byte[] whole = Files.readAllBytes(model);
        try (ZipFile zip = ZipFile.builder().setPath(model).get()) {
            for (final ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                if (entry.getName().startsWith("search/")) {
                    zip.getRawInputStream(entry).close();
                    final byte[] altered = whole.clone();
                    altered[(int) (entry.getDataOffset() + entry.getSize() - 1)] ^= 1;
                    final Path damaged = Files.write(folder.resolve("damaged.blemish"), altered);
                    assertThatThrownBy(() -> Model.open(damaged).close())
                            .as(entry.getName())
                            .isInstanceOf(BlemishException.class)
                            .hasMessageContaining("damaged");
                }
            }
        }
    }
}
