package io.blemish.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.blemish.BlemishException;
import io.blemish.artifact.Sha256;
import io.blemish.dataset.Dataset;
import io.blemish.dataset.generator.GeneratedPlates;
import io.blemish.detector.DetectorOptions;
import io.blemish.detector.anomalydino.AnomalyDinoOptions;
import io.blemish.detector.padim.PadimOptions;
import io.blemish.detector.patchcore.PatchCoreOptions;
import io.blemish.detector.views.ViewsOptions;
import io.blemish.drift.LearnedAppearance;
import io.blemish.image.Picture;
import io.blemish.image.PictureSet;
import io.blemish.image.Preprocessing;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import io.blemish.search.exact.ExactMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pictures that a model takes up and gives up again without a fit. */
@Tag("long")
class ModelUpdateTest {
    private static final Instant TIME = Instant.parse("2026-11-28T12:00:00Z");
    private static final int FITTED = 12;

    private static final ModelOptions SMALL = ModelOptions.builder()
            .detector(PatchCoreOptions.builder().coreset(0.1).build())
            .preprocessing(Preprocessing.squash(64))
            .threads(2)
            .build();

    @TempDir
    private static Path folder;

    private static List<Picture> good;
    private static Dataset dataset;

    @BeforeAll
    static void generate() {
        dataset = GeneratedPlates.in(folder, 64, 16, 2, 2);
        good = dataset.trainingPictures().pictures();
    }

    static List<DetectorOptions> methods() {
        return List.of(
                new ViewsOptions(0.1, 3, new ExactMethod()),
                SMALL.detector(),
                PatchCoreOptions.builder().coreset(1).build(),
                new AnomalyDinoOptions(0.1, new ExactMethod()));
    }

    private static Path fit(final DetectorOptions method, final List<Picture> pictures) throws IOException {
        final Path file = Files.createTempDirectory(folder, "model").resolve("plate.blemish");
        new ModelTrainer(SMALL.toBuilder().detector(method).build())
                .fit(new PictureSet("plates", pictures), file, Progress.SILENT);
        return file;
    }

    private static UpdateSummary update(
            final Path file,
            final Path target,
            final List<Picture> added,
            final Set<String> forgotten,
            final int threads) {
        try (Model model = Model.open(file, OpenOptions.DEFAULT.withThreads(1));
                Workers workers = new Workers(threads)) {
            return new ModelUpdate(model, file, added, forgotten)
                    .write(target, "an engineer", Optional.of("a new batch"), TIME, workers, Progress.SILENT);
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void furtherPicturesAreLearnedWithAThresholdAndATrail(final DetectorOptions method) throws IOException {
        final Path file = fit(method, good.subList(0, FITTED));
        final String hash = Sha256.of(file);
        final ModelContents before = ModelContents.read(file);
        final Path one = folder.resolve("one.blemish");
        final List<Picture> further = good.subList(FITTED, good.size());
        final UpdateSummary summary = update(file, file, further, Set.of(), 2);
        final ModelContents after = ModelContents.read(file);
        assertThat(after.intact()).isTrue();
        assertThat(summary.added()).isEqualTo(4);
        assertThat(summary.pictures()).isEqualTo(16);
        assertThat(summary.entries()).isGreaterThan(summary.entriesBefore());
        assertThat(after.calibration().scores()).hasSize(16);
        assertThat(after.calibration().limit()).isEqualTo(before.calibration().limit());
        assertThat(after.description().training().pictures())
                .containsExactlyElementsOf(good.stream().map(Picture::name).toList());
        assertThat(after.changes()).singleElement().satisfies(change -> {
            assertThat(change.fileBefore()).isEqualTo(hash);
            assertThat(change.who()).isEqualTo("an engineer");
            assertThat(change.time()).isEqualTo(TIME);
            assertThat(change.why()).contains("a new batch");
            assertThat(change.added())
                    .containsExactlyElementsOf(further.stream()
                            .map(picture -> new ModelChange.Added(
                                    picture.name(), HexFormat.of().formatHex(picture.sha256())))
                            .toList());
        });
        update(rewound(method), one, further, Set.of(), 1);
        assertThat(Files.mismatch(file, one)).as("one thread or two").isEqualTo(-1);
    }

    private static Path rewound(final DetectorOptions method) throws IOException {
        return fit(method, good.subList(0, FITTED));
    }

    /** A patch that the model has taken up is at distance 0 if nothing was thinned. */
    @Test
    void aPictureThatWasAddedIsKnown() throws IOException {
        final Path file = fit(PatchCoreOptions.builder().coreset(1).build(), good.subList(0, FITTED));
        final Picture further = good.get(FITTED);
        final float before;
        try (Model model = Model.open(file)) {
            before = model.predict(further).score();
        }
        update(file, file, List.of(further), Set.of(), 2);
        try (Model model = Model.open(file)) {
            assertThat(before).isGreaterThan(1);
            assertThat(model.predict(further).score()).isCloseTo(0, within(1e-2f));
        }
    }

    /** Without thinning, an update and a fit know the same patches. */
    @Test
    void theWholeBankScoresAsAFitOfAllPictures() throws IOException {
        final DetectorOptions whole = PatchCoreOptions.builder().coreset(1).build();
        final Path updated = fit(whole, good.subList(0, FITTED));
        update(updated, updated, good.subList(FITTED, good.size()), Set.of(), 2);
        final Path fitted = fit(whole, good);
        try (Model one = Model.open(updated);
                Model other = Model.open(fitted)) {
            for (final var sample : dataset.test()) {
                assertThat(one.predict(sample.picture()).score())
                        .isCloseTo(other.predict(sample.picture()).score(), within(1e-4f));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void whatIsForgottenLeavesNoEntryAndNoScore(final DetectorOptions method) throws IOException {
        final Path file = fit(method, good.subList(0, FITTED));
        final ModelContents before = ModelContents.read(file);
        final List<String> names = before.description().training().pictures();
        final UpdateSummary summary = update(file, file, List.of(), Set.of(names.get(3), names.get(7)), 2);
        final ModelContents after = ModelContents.read(file);
        assertThat(summary.forgotten()).isEqualTo(2);
        assertThat(summary.entries()).isLessThan(summary.entriesBefore());
        final List<String> rest = Stream.concat(
                        Stream.concat(names.subList(0, 3).stream(), names.subList(4, 7).stream()),
                        names.subList(8, FITTED).stream())
                .toList();
        assertThat(after.description().training().pictures()).isEqualTo(rest);
        assertThat(scores(after))
                .isEqualTo(IntStream.of(0, 1, 2, 4, 5, 6, 8, 9, 10, 11)
                        .mapToObj(i -> scores(before).get(i))
                        .toList());
        assertThat(after.changes().get(0).forgotten()).containsExactly(names.get(3), names.get(7));
        try (Model model = Model.open(file)) {
            assertThat(model.predict(good.get(0)).score()).isNotNegative();
        }
    }

    /** The score of each picture, in the pictures' order. */
    private static List<Float> scores(final ModelContents contents) {
        final int[] pictures = contents.calibration().pictures();
        final Float[] scores = new Float[pictures.length];
        for (int rank = 0; rank < pictures.length; rank++) {
            scores[pictures[rank]] = contents.calibration().scores()[rank];
        }
        return List.of(scores);
    }

    @Test
    void aSinglePictureAndASecondUpdateAreTaken() throws IOException {
        final Path file = fit(SMALL.detector(), good.subList(0, FITTED));
        update(file, file, List.of(good.get(FITTED)), Set.of(), 2);
        final UpdateSummary summary = update(
                file,
                file,
                List.of(good.get(FITTED + 1)),
                Set.of(good.get(FITTED).name()),
                2);
        assertThat(summary.pictures()).isEqualTo(FITTED + 1);
        assertThat(ModelContents.read(file).changes()).hasSize(2);
    }

    @Test
    void anUpdatedModelKnowsHowAllItsPicturesLookAndWhatItScores() throws IOException {
        final Path file = fit(SMALL.detector(), good.subList(0, FITTED));
        update(file, file, good.subList(FITTED, FITTED + 2), Set.of(good.get(0).name()), 2);
        try (Model model = Model.open(file)) {
            final LearnedAppearance appearance = model.appearance().orElseThrow();
            assertThat(appearance.pictures()).isEqualTo(FITTED + 1);
            assertThat(appearance.shiftRight()).hasSize(FITTED + 1);
            final ModelCheck check = model.check().orElseThrow();
            assertThat(check.agrees(model.predict(check.picture()).score())).isTrue();
        }
    }

    @Test
    void aPictureThatCountsTwiceIsRefused() throws IOException {
        final Path file = fit(SMALL.detector(), good.subList(0, FITTED));
        final byte[] before = Files.readAllBytes(file);
        final Picture again = Picture.of(
                "other name.png", Files.readAllBytes(dataset.test().get(0).picture()));
        refused(file, List.of(good.get(2)), Set.of(), "is in model");
        refused(
                file,
                List.of(
                        again,
                        Picture.of(
                                "third.png",
                                Files.readAllBytes(dataset.test().get(0).picture()))),
                Set.of(),
                "given twice");
        refused(file, List.of(), Set.of("nobody.png"), "nobody.png is not one");
        refused(
                file,
                List.of(),
                Set.copyOf(good.subList(0, FITTED).stream().map(Picture::name).toList()),
                "all of its pictures");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        update(file, file, List.of(again), Set.of(), 2);
        refused(
                file,
                List.of(Picture.of(
                        "third.png", Files.readAllBytes(dataset.test().get(0).picture()))),
                Set.of(),
                "third.png is in model");
    }

    private static void refused(
            final Path file, final List<Picture> added, final Set<String> forgotten, final String words) {
        assertThatThrownBy(() -> update(file, file, added, forgotten, 2))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining(words);
        try (Model model = Model.open(file, OpenOptions.DEFAULT.withThreads(1))) {
            assertThatThrownBy(() -> new ModelUpdate(model, file, added, forgotten).check())
                    .isInstanceOf(BlemishException.class)
                    .hasMessageContaining(words);
        }
    }

    @Test
    void aPictureThatCannotBeReadDoesNotKeepTheOthersOut() throws IOException {
        final Path file = fit(SMALL.detector(), good.subList(0, FITTED));
        final Picture broken = Picture.of("broken.png", new byte[] {1, 2, 3});
        final UpdateSummary summary = update(file, file, List.of(broken, good.get(FITTED)), Set.of(), 2);
        assertThat(summary.added()).isEqualTo(1);
        assertThat(summary.failures()).singleElement().asString().contains("broken.png");
        assertThat(ModelContents.read(file).changes().get(0).added())
                .extracting(ModelChange.Added::name)
                .containsExactly(good.get(FITTED).name());
    }

    @Test
    void aMethodThatCannotGrowIsNamed() throws IOException {
        final Path file = fit(new PadimOptions(20), good.subList(0, FITTED));
        refused(file, List.of(good.get(FITTED)), Set.of(), "its method is padim");
    }
}
