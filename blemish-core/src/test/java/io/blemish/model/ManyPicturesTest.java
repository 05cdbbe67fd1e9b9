package io.blemish.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.ModelException;
import io.blemish.artifact.ArtifactFile;
import io.blemish.artifact.ArtifactWriter;
import io.blemish.artifact.Json;
import io.blemish.backbone.BackboneGraph;
import io.blemish.backbone.Execution;
import io.blemish.backbone.Extraction;
import io.blemish.backbone.FeatureExtractor;
import io.blemish.backbone.FeatureSource;
import io.blemish.detector.patchcore.PatchCoreOptions;
import io.blemish.image.Picture;
import io.blemish.image.PictureSet;
import io.blemish.image.Preprocessing;
import io.blemish.image.Size;
import io.blemish.model.ModelDescription.TrainingDescription;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import io.blemish.prediction.Prediction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of so many pictures that their documents do not list them. The pictures look like eight that repeat. */
@Tag("long")
class ManyPicturesTest {
    private static final Path PLATE = Path.of("src/test/resources/io/blemish/golden/plate");
    private static final int MOST = ManyPictures.MOST_IN_DOCUMENTS;
    private static final Instant TIME = Instant.parse("2026-11-30T12:00:00Z");

    private static final ModelOptions OPTIONS = ModelOptions.builder()
            .detector(PatchCoreOptions.builder().coreset(0.00025).build())
            .preprocessing(Preprocessing.squash(32))
            .folds(2)
            .threads(2)
            .build();

    @TempDir
    private static Path folder;

    private static List<byte[]> files;
    private static Path many;
    private static Path most;

    @BeforeAll
    static void fit() throws IOException {
        try (Stream<Path> good = Files.list(PLATE.resolve("train/good"))) {
            files = good.sorted(Comparator.comparing(Path::getFileName))
                    .limit(8)
                    .map(ManyPicturesTest::bytes)
                    .toList();
        }
        many = fit(MOST + 1, "many.blemish");
        most = fit(MOST, "most.blemish");
    }

    private static byte[] bytes(final Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(final int number) {
        // Of several lengths, and with a letter of two bytes.
        return "schräg/" + number + ".png";
    }

    private static Picture picture(final int number) {
        return Picture.of(name(number), files.get(number % files.size()));
    }

    private static Path fit(final int count, final String name) {
        final List<Picture> pictures =
                IntStream.range(0, count).mapToObj(ManyPicturesTest::picture).toList();
        final Network network = new Network(BackboneGraph.embedded("efficientnet-lite0"), BackboneGraph.DEFAULT_LAYERS);
        final Path file = folder.resolve(name);
        try (FeatureExtractor extractor =
                new FeatureExtractor(OPTIONS.preprocessing(), Network.load(List.of(network.cut()), Execution.cpu(1)))) {
            final List<Extraction> known =
                    FeatureSource.reading(extractor, 1).features(pictures.subList(0, files.size()));
            final FeatureSource source = asked -> asked.stream()
                    .map(picture -> known.get(number(picture) % files.size()))
                    .toList();
            new ModelTrainer(List.of(network), OPTIONS)
                    .fit(new PictureSet("plates", pictures), source, file, Progress.SILENT);
        }
        return file;
    }

    private static int number(final Picture picture) {
        return Integer.parseInt(picture.name().replaceAll("[^0-9]", ""));
    }

    private static String text(final Path file, final String entry) {
        try (ModelFile opened = ModelFile.open(file)) {
            return new String(opened.entries().verified(entry), StandardCharsets.UTF_8);
        }
    }

    @Test
    void theDocumentsDoNotGrowWithThePictures() {
        for (final String document : List.of("model.json", "calibration.json", "appearance.json")) {
            assertThat(text(many, document)).as(document).hasSizeLessThan(6_000);
            assertThat(text(most, document)).as(document).hasSizeGreaterThan(100_000);
        }
        assertThat(text(many, "model.json"))
                .contains("\"picture_count\" : 10001", "\"format_version\" : 6")
                .doesNotContain("schr", "held_out");
        assertThat(text(most, "model.json"))
                .contains("\"format_version\" : 1", name(0), "held_out")
                .doesNotContain("picture_count", "pictures/");
    }

    @Test
    void allThatIsKnownOfThePicturesIsReadAgain() {
        try (ModelFile opened = ModelFile.open(many)) {
            final TrainingDescription training = opened.description().training();
            assertThat(training.dataset()).isEqualTo("plates");
            assertThat(training.pictures())
                    .hasSize(MOST + 1)
                    .isEqualTo(IntStream.rangeClosed(0, MOST)
                            .mapToObj(ManyPicturesTest::name)
                            .toList());
            assertThat(training.pictures().indexOf(name(9_876))).isEqualTo(9_876);
            assertThat(training.pictures()).contains(name(0)).doesNotContain("schräg/0.pnG", "");
            assertThat(training.heldOut()).hasSize(MOST + 1).startsWith(0, 1).endsWith(MOST);
            assertThat(training.sizes()).isEmpty();
            assertThat(opened.calibration().scores()).hasSize(MOST + 1).isSorted();
            assertThat(opened.calibration().peaks()).hasSize(MOST + 1).isSorted();
            assertThat(opened.appearance().orElseThrow().pictures()).isEqualTo(MOST + 1);
            assertThat(opened.appearance().orElseThrow().shiftRight()).hasSize(MOST + 1);
            opened.requireIntact();
        }
    }

    @Test
    void verdictsAreThoseOfAFileThatListsItsPictures() throws IOException {
        final Path listed = folder.resolve("listed.blemish");
        try (ModelFile opened = ModelFile.open(many);
                ArtifactWriter writer = new ArtifactWriter(listed)) {
            for (final String name : opened.description().entries().keySet()) {
                if (name.equals("calibration.json")) {
                    writer.json(name, opened.calibration());
                } else if (name.equals("appearance.json")) {
                    writer.json(name, opened.appearance().orElseThrow());
                } else if (!name.startsWith("pictures/")) {
                    writer.copy(name, opened.entries());
                }
            }
            writer.finish("model.json", Json.document(opened.description().withEntries(writer.entries())));
        }
        try (Model apart = Model.open(many);
                Model together = Model.open(listed)) {
            final Picture other = ModelCheck.picture(64, 64);
            final Prediction expected = together.predict(other);
            final Prediction prediction = apart.predict(other);
            assertThat(prediction.score()).isEqualTo(expected.score());
            assertThat(prediction.map().values()).isEqualTo(expected.map().values());
            assertThat(prediction.regions()).isNotEmpty().isEqualTo(expected.regions());
            assertThat(prediction.regions().get(0).evidence().orElseThrow().picture())
                    .startsWith("schräg/");
            assertThat(apart.calibration()).isEqualTo(together.calibration());
        }
    }

    @Test
    void aThresholdIsMovedAndTheRestStays() {
        final Path moved = folder.resolve("moved.blemish");
        ThresholdChange.write(
                many, moved, before -> before.at(before.threshold() * 2), "a test", Optional.empty(), TIME);
        final ModelContents before = ModelContents.read(many);
        final ModelContents after = ModelContents.read(moved);
        assertThat(after.intact()).isTrue();
        assertThat(after.calibration())
                .isEqualTo(before.calibration().at(before.calibration().threshold() * 2));
        assertThat(after.description().training().pictures())
                .isEqualTo(before.description().training().pictures());
        assertThat(text(moved, "calibration.json")).hasSizeLessThan(1_000);
    }

    @Test
    void picturesAreTakenUpAndGivenUpAcrossTheBound() {
        final Path more = folder.resolve("more.blemish");
        update(most, more, List.of(picture(MOST), picture(MOST + 1)), Set.of());
        assertThat(text(more, "model.json")).contains("\"picture_count\" : 10002", "\"format_version\" : 6");
        assertThat(ModelContents.read(more).description().training().pictures())
                .isEqualTo(IntStream.rangeClosed(0, MOST + 1)
                        .mapToObj(ManyPicturesTest::name)
                        .toList());
        final Path fewer = folder.resolve("fewer.blemish");
        update(more, fewer, List.of(), Set.of(name(3), name(8_000), name(9_000)));
        assertThat(text(fewer, "model.json")).contains(name(4)).doesNotContain("picture_count", "pictures/");
        final ModelContents rest = ModelContents.read(fewer);
        assertThat(rest.intact()).isTrue();
        assertThat(rest.description().training().pictures())
                .hasSize(MOST - 1)
                .contains(name(2), name(MOST))
                .doesNotContain(name(3), name(9_000));
        assertThatThrownBy(() -> update(many, fewer, List.of(picture(17)), Set.of()))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining(name(17) + " is in model ");
    }

    private static void update(
            final Path file, final Path target, final List<Picture> added, final Set<String> forgotten) {
        try (Model model = Model.open(file, OpenOptions.DEFAULT.withThreads(1));
                Workers workers = new Workers(2)) {
            new ModelUpdate(model, file, added, forgotten)
                    .write(target, "a test", Optional.empty(), TIME, workers, Progress.SILENT);
        }
    }

    @Test
    void arraysThatAreNotThoseOfThePicturesAreRefused() throws IOException {
        final byte[] ends = entry("pictures/name_ends.npy");
        final byte[] reversed = ends.clone();
        final int header = ends.length - Integer.BYTES * (MOST + 1);
        System.arraycopy(ends, header + 40, reversed, header, Integer.BYTES);
        assertRefused(Map.of("pictures/name_ends.npy", reversed), "its names are not those of 10001 pictures");
        final byte[] order = entry("pictures/score_pictures.npy");
        order[order.length - 1] = 1;
        assertRefused(
                Map.of("pictures/score_pictures.npy", order),
                "the number of a score's picture must be from 0 to 10000");
        final byte[] scores = entry("pictures/scores.npy");
        scores[scores.length - 1] = 0x7f;
        scores[scores.length - 2] = (byte) 0xff;
        assertRefused(Map.of("pictures/scores.npy", scores), "scores must be finite numbers");
        final String description = text(many, "model.json");
        for (final String count : List.of("10000", "10002", "2147483647")) {
            assertRefused(
                    Map.of("model.json", replaced(description, "\"picture_count\" : 10001", count)),
                    "its names are not those of " + count + " pictures");
        }
        assertRefused(
                Map.of("model.json", replaced(description, "\"picture_count\" : 10001", "0")),
                "picture_count must be from 1");
        assertRefused(Map.of("pictures/peaks.npy", entry("bank.npy")), "peaks.npy is a matrix of 40 by");
    }

    private static byte[] replaced(final String document, final String what, final String by) {
        assertThat(document).contains(what);
        return document.replace(what, what.replace("10001", by)).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void anArrayThatTheDescriptionDoesNotListIsNotUsed() throws IOException {
        for (final String name : List.of("pictures/names.npy", "pictures/scores.npy", "pictures/brightness.npy")) {
            final Path forged = folder.resolve("unlisted.blemish");
            try (ModelFile opened = ModelFile.open(many);
                    ArtifactWriter writer = new ArtifactWriter(forged)) {
                for (final String entry : opened.description().entries().keySet()) {
                    writer.copy(entry, opened.entries());
                }
                final var entries = new LinkedHashMap<>(writer.entries());
                entries.remove(name);
                writer.finish(
                        "model.json",
                        Json.document(ManyPictures.StoredDescription.of(
                                opened.description().withEntries(entries))));
            }
            assertThatThrownBy(() -> Model.open(forged))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("is damaged: its description does not list " + name);
        }
    }

    @Test
    void damageOfAnArrayIsFound() throws IOException {
        final byte[] whole = Files.readAllBytes(many);
        final byte[] name = name(5_000).getBytes(StandardCharsets.UTF_8);
        final int at = IntStream.range(0, whole.length - name.length)
                .filter(i -> Arrays.equals(whole, i, i + name.length, name, 0, name.length))
                .findFirst()
                .orElseThrow();
        whole[at] ^= 1;
        final Path damaged = Files.write(folder.resolve("damaged.blemish"), whole);
        assertThatThrownBy(() -> Model.open(damaged))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("damaged: pictures/names.npy is not what was written");
    }

    private static byte[] entry(final String name) {
        try (ModelFile opened = ModelFile.open(many)) {
            final ByteBuffer bytes = opened.entries().bytes(name);
            final byte[] content = new byte[bytes.remaining()];
            bytes.get(content);
            return content;
        }
    }

    /** The entries' sizes and hashes agree with the change. */
    private static void assertRefused(final Map<String, byte[]> changed, final String reason) throws IOException {
        final Path forged = folder.resolve("forged.blemish");
        try (ModelFile opened = ModelFile.open(many);
                ArtifactWriter writer = new ArtifactWriter(forged)) {
            for (final String name : opened.description().entries().keySet()) {
                if (changed.containsKey(name)) {
                    writer.bytes(name, Objects.requireNonNull(changed.get(name)));
                } else {
                    writer.copy(name, opened.entries());
                }
            }
            final byte[] description = Json.document(
                    ManyPictures.StoredDescription.of(opened.description().withEntries(writer.entries())));
            writer.finish("model.json", changed.getOrDefault("model.json", description));
        }
        assertThatThrownBy(() -> Model.open(forged))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(forged + " is damaged: ")
                .hasMessageContaining(reason);
    }

    @Test
    void sizesOfPicturesInTilesAreReadAgain() throws IOException {
        final Path file = folder.resolve("arrays.blemish");
        final TrainingDescription training = new TrainingDescription(
                "tiles",
                "fingerprint",
                List.of("a", "", "c"),
                List.of(0, 1, 2),
                List.of(new Size(640, 480), new Size(1, 2), new Size(70_000, 3)));
        final ModelFile small = ModelFile.open(most);
        try (small;
                ArtifactWriter writer = new ArtifactWriter(file)) {
            ManyPictures.write(writer, training, small.calibration(), Optional.empty());
            final var entries = writer.entries();
            writer.finish("model.json", new byte[0]);
            try (var read = ArtifactFile.open(file)) {
                read.check(entries);
                assertThat(ManyPictures.in(read, 3)
                                .training(new ManyPictures.StoredTraining("tiles", "fingerprint", 3)))
                        .isEqualTo(training);
            }
        }
    }

    @Test
    void aNameThatIsTooLongIsRefused() throws IOException {
        try (ArtifactWriter writer = new ArtifactWriter(folder.resolve("long.blemish"))) {
            assertThatThrownBy(() -> PictureNames.write(writer, List.of("a", "b".repeat(70_000))))
                    .isInstanceOf(BlemishException.class)
                    .hasMessage("The names of the pictures are too long to be kept. Give them shorter ones.");
            writer.finish("model.json", new byte[0]);
        }
    }
}
