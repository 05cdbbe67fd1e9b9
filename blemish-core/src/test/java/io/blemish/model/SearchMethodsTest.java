package io.blemish.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.blemish.InputException;
import io.blemish.dataset.Dataset;
import io.blemish.dataset.DatasetOptions;
import io.blemish.dataset.Datasets;
import io.blemish.dataset.generator.GeneratorOptions;
import io.blemish.dataset.generator.PartGenerator;
import io.blemish.dataset.generator.PartKind;
import io.blemish.image.Preprocessing;
import io.blemish.model.ModelDescription.HnswDescription;
import io.blemish.model.ModelDescription.IvfPqDescription;
import io.blemish.detector.patchcore.PatchCoreDescription;
import io.blemish.detector.patchcore.PatchCoreOptions;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import io.blemish.search.SearchMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PatchCore's models whose bank is searched approximately. */
class SearchMethodsTest {
    private static final SearchMethod.IvfPq COARSE = new SearchMethod.IvfPq(20, 3, 8, 6, 0);
    private static final SearchMethod.Hnsw NARROW = new SearchMethod.Hnsw(4, 8, 3, 0);

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
        return ModelOptions.builder()
                .detector(PatchCoreOptions.builder().coreset(1).search(search).build())
                .preprocessing(Preprocessing.squash(96))
                .threads(threads)
                .build();
    }

    @Test
    void theModelSaysHowItSearchesAndHowWell() {
        final ModelContents contents = ModelContents.read(coarse);
        assertThat(contents.intact()).isTrue();
        final var search = ((PatchCoreDescription) contents.description().detector()).search();
        final IvfPqDescription ivfPq = (IvfPqDescription) search;
        assertThat(ivfPq.method()).isEqualTo(COARSE);
        assertThat(ivfPq.recall()).isEqualTo(summary.recall());
        assertThat(ivfPq.recall().orElseThrow().at1()).isBetween(0.1, 1.0);
        assertThat(ivfPq.recall().orElseThrow().queries()).isPositive();
        assertThat(contents.entries()).containsKey("search/list_codes.npy").doesNotContainKey("search/heads.npy");
    }

    @Test
    void aGraphSaysHowItIsSearchedAndHowWell() {
        final ModelContents contents = ModelContents.read(narrow);
        assertThat(contents.intact()).isTrue();
        final HnswDescription graph =
                (HnswDescription) ((PatchCoreDescription) contents.description().detector()).search();
        assertThat(graph.method()).isEqualTo(NARROW);
        assertThat(graph.recall().orElseThrow().at1()).isBetween(0.3, 1.0);
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

    /** Probing everything and re-ranking everything, an approximate model judges as an exact one. */
    @Test
    void aModelThatLeavesNothingOutJudgesAsAnExactOne() {
        final Path exact = folder.resolve("exact.blemish");
        final Path whole = folder.resolve("whole.blemish");
        new ModelTrainer(options(new SearchMethod.Exact(), 2)).fit(dataset.trainingPictures(), exact, Progress.SILENT);
        final FitSummary fitted = new ModelTrainer(options(new SearchMethod.IvfPq(0, 10_000, 8, 4, 10_000), 2))
                .fit(dataset.trainingPictures(), whole, Progress.SILENT);
        assertThat(fitted.recall().orElseThrow().at1()).isEqualTo(1);
        final Path graph = folder.resolve("graph.blemish");
        new ModelTrainer(options(new SearchMethod.Hnsw(8, 50, 10_000, 10_000), 2)).fit(dataset.trainingPictures(), graph, Progress.SILENT);
        try (Model a = Model.open(exact);
                Model b = Model.open(whole);
                Model d = Model.open(graph);
                Model c = Model.open(coarse)) {
            final Path picture = dataset.test().get(0).picture();
            assertThat(b.calibration().threshold()).isEqualTo(a.calibration().threshold());
            assertThat(b.predict(picture).map().values())
                    .isEqualTo(a.predict(picture).map().values());
            assertThat(b.predict(picture).score()).isEqualTo(a.predict(picture).score());
            assertThat(d.predict(picture).map().values())
                    .isEqualTo(a.predict(picture).map().values());
            assertThat(d.predict(picture).score()).isEqualTo(a.predict(picture).score());
            assertThat(c.predict(picture).score())
                    .isNotEqualTo(a.predict(picture).score())
                    .isCloseTo(
                            a.predict(picture).score(),
                            within(0.5f * a.predict(picture).score()));
        }
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
        refusedWhereDamaged(coarse);
        refusedWhereDamaged(narrow);
    }

    private static void refusedWhereDamaged(final Path model) throws IOException {
        final byte[] whole = Files.readAllBytes(model);
        try (ZipFile zip = ZipFile.builder().setPath(model).get()) {
            for (final ZipArchiveEntry entry : java.util.Collections.list(zip.getEntries())) {
                if (entry.getName().startsWith("search/")) {
                    zip.getRawInputStream(entry).close();
                    final byte[] altered = whole.clone();
                    altered[(int) (entry.getDataOffset() + entry.getSize() - 1)] ^= 1;
                    final Path damaged = Files.write(folder.resolve("damaged.blemish"), altered);
                    assertThatThrownBy(() -> Model.open(damaged).close())
                            .as(entry.getName())
                            .isInstanceOf(InputException.class)
                            .hasMessageContaining("damaged");
                }
            }
        }
    }
}
