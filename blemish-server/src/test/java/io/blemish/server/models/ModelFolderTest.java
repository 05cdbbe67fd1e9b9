package io.blemish.server.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.artifact.Sha256;
import io.blemish.backbone.Execution;
import io.blemish.backbone.OpenSessions;
import io.blemish.server.ServerOptions.Limits;
import io.blemish.server.TestModels;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A watched folder: only whole files are loaded, and a model in use stays open. */
class ModelFolderTest {
    private static final ModelName PLATE = new ModelName("plate");

    @TempDir
    private Path root;

    private final List<ModelChange> changes = new ArrayList<>();
    private Path folder;
    private ModelFolder models;

    @BeforeEach
    void open() throws IOException {
        folder = Files.createDirectory(root.resolve("models"));
        Files.copy(TestModels.FIRST, file());
        models = reopened();
    }

    private ModelFolder reopened() {
        return reopened(Limits.ALL_MODELS);
    }

    private ModelFolder reopened(final int openModels) {
        final ModelFolder opened =
                new ModelFolder(folder, root.resolve("versions"), Execution.cpu(1), false, openModels);
        opened.open(changes::add);
        return opened;
    }

    @AfterEach
    void close() {
        models.close();
    }

    private Path file() {
        return folder.resolve("plate.blemish");
    }

    private static String version(final Path file) throws IOException {
        return Sha256.of(file).substring(0, 12);
    }

    private Optional<String> active() {
        return models.state(PLATE)
                .flatMap(ModelState::active)
                .map(active -> active.version().id());
    }

    private void scanTwice() {
        models.scan();
        models.scan();
    }

    @Test
    void aModelInTheFolderIsServed() throws IOException {
        assertThat(active()).hasValue(version(TestModels.FIRST));
        assertThat(changes).containsExactly(new ModelChange(PLATE, active()));
    }

    @Test
    void aReplacedFileIsActivatedAndABorrowedOldVersionStaysOpen() throws IOException {
        try (BorrowedModel old = models.borrow(PLATE).orElseThrow()) {
            Files.copy(TestModels.SECOND, file(), StandardCopyOption.REPLACE_EXISTING);
            scanTwice();

            assertThat(active()).hasValue(version(TestModels.SECOND));
            assertThat(old.version()).isEqualTo(version(TestModels.FIRST));
            assertThat(old.model()
                            .predict(io.blemish.image.Picture.of("x", TestModels.good()))
                            .score())
                    .isPositive();
        }
    }

    @Test
    void beyondTheLimitTheModelThatWasUsedLongestAgoIsClosed() throws IOException {
        models.close();
        Files.copy(TestModels.SECOND, folder.resolve("gear.blemish"));
        Files.copy(TestModels.ENSEMBLE, folder.resolve("tile.blemish"));
        final int before = OpenSessions.count();
        models = reopened(1);
        // An ensemble has two networks, and it was opened last.
        assertThat(OpenSessions.count()).isEqualTo(before + 2);
        assertThat(models.states()).extracting(ModelState::active).allMatch(Optional::isPresent);

        final float score = score(PLATE);
        assertThat(OpenSessions.count()).isEqualTo(before + 1);
        try (BorrowedModel used = models.borrow(PLATE).orElseThrow()) {
            score(new ModelName("tile"));
            assertThat(used.model()
                            .predict(io.blemish.image.Picture.of("x", TestModels.good()))
                            .score())
                    .isEqualTo(score);
        }
        assertThat(OpenSessions.count()).isLessThanOrEqualTo(before + 2);
        score(new ModelName("gear"));
        assertThat(OpenSessions.count()).isEqualTo(before + 1);
        assertThat(score(PLATE)).isEqualTo(score);
        assertThat(changes).hasSize(4);
    }

    @Test
    void aClosedModelWhoseFileIsGoneIsRefusedInWords() throws IOException {
        models.close();
        Files.copy(TestModels.SECOND, folder.resolve("gear.blemish"));
        models = reopened(1);
        score(new ModelName("gear"));
        try (Stream<Path> stored = Files.list(root.resolve("versions").resolve("plate"))) {
            for (final Path file :
                    stored.filter(one -> one.toString().endsWith(".blemish")).toList()) {
                Files.delete(file);
            }
        }
        assertThatThrownBy(() -> models.borrow(PLATE)).isInstanceOf(BlemishException.class);
        assertThat(score(new ModelName("gear"))).isPositive();
    }

    private float score(final ModelName name) {
        try (BorrowedModel model = models.borrow(name).orElseThrow()) {
            return model.model()
                    .predict(io.blemish.image.Picture.of("x", TestModels.good()))
                    .score();
        }
    }

    @Test
    void aFileIsNotLoadedBeforeItStopsChanging() throws IOException {
        Files.copy(TestModels.SECOND, file(), StandardCopyOption.REPLACE_EXISTING);
        models.scan();

        assertThat(active()).hasValue(version(TestModels.FIRST));
    }

    @Test
    void aPartlyCopiedFileIsNeverUsedEvenIfTheCopyStalls() throws IOException {
        final byte[] whole = Files.readAllBytes(TestModels.SECOND);
        for (final int part : new int[] {0, 1, whole.length / 2, whole.length - 1}) {
            // The old file is overwritten in place, as cp does.
            Files.write(file(), Arrays.copyOf(whole, part), StandardOpenOption.TRUNCATE_EXISTING);
            scanTwice();
            assertThat(active()).hasValue(version(TestModels.FIRST));
            assertThat(models.state(PLATE).orElseThrow().problem()).isPresent();
        }
        Files.write(file(), whole);
        scanTwice();
        assertThat(active()).hasValue(version(TestModels.SECOND));
        assertThat(models.state(PLATE).orElseThrow().problem()).isEmpty();
    }

    @Test
    void anAlteredFileIsNotUsed() throws IOException {
        final byte[] altered = Files.readAllBytes(TestModels.SECOND);
        altered[altered.length / 2] ^= 1;
        Files.write(file(), altered);
        scanTwice();

        assertThat(active()).hasValue(version(TestModels.FIRST));
        assertThat(models.state(PLATE).orElseThrow().problem().orElseThrow()).contains("damaged");
    }

    @Test
    void aNewFileIsServedAndADeletedOneIsNot() throws IOException {
        Files.copy(TestModels.SECOND, folder.resolve("gear.blemish"));
        Files.copy(TestModels.SECOND, folder.resolve(".hidden.blemish"));
        scanTwice();
        assertThat(models.states()).extracting(state -> state.name().text()).containsExactly("gear", "plate");

        Files.delete(file());
        models.scan();
        assertThat(models.borrow(PLATE)).isEmpty();
        assertThat(changes).last().isEqualTo(new ModelChange(PLATE, Optional.empty()));
    }

    @Test
    void aVersionIsUploadedActivatedAndRolledBackAlsoAfterARestart() throws IOException {
        final ModelVersion second;
        try (InputStream in = Files.newInputStream(TestModels.SECOND)) {
            second = models.add(PLATE, in, false).version();
        }
        assertThat(active()).hasValue(version(TestModels.FIRST));
        assertThat(models.activate(PLATE, second.id()))
                .contains(new VersionChange(Optional.of(version(TestModels.FIRST)), second.id()));
        assertThat(active()).hasValue(second.id());
        assertThat(Files.mismatch(file(), TestModels.SECOND)).isEqualTo(-1);

        models.close();
        models = reopened();
        assertThat(active()).hasValue(second.id());
        assertThat(models.rollBack(PLATE))
                .contains(new VersionChange(Optional.of(second.id()), version(TestModels.FIRST)));
        assertThat(active()).hasValue(version(TestModels.FIRST));
        scanTwice();
        assertThat(active()).hasValue(version(TestModels.FIRST));
    }

    @Test
    void anUploadThatIsNotAModelIsRefused() {
        assertThatThrownBy(() -> models.add(PLATE, new ByteArrayInputStream(new byte[1000]), true))
                .isInstanceOf(BlemishException.class)
                .message()
                .doesNotContain(root.toString());
        assertThat(active()).isPresent();
        assertThat(root.resolve("versions")).isDirectoryNotContaining("glob:**.part");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anUploadThatCannotBeOpenedReplacesNothing(final boolean activate) throws IOException {
        assertThatThrownBy(() -> add(TestModels.WITHOUT_NETWORK, activate))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("does not contain its network, another")
                .message()
                .doesNotContain(root.toString());
        assertThat(Files.mismatch(file(), TestModels.FIRST)).isEqualTo(-1);
        assertThat(models.state(PLATE).orElseThrow().versions()).hasSize(1);

        models.close();
        models = reopened();
        assertThat(active()).hasValue(version(TestModels.FIRST));
    }

    @Test
    void aFirstUploadThatCannotBeOpenedLeavesNoModel() {
        final ModelName other = new ModelName("other");
        assertThatThrownBy(() -> {
                    try (InputStream in = Files.newInputStream(TestModels.WITHOUT_NETWORK)) {
                        models.add(other, in, true);
                    }
                })
                .isInstanceOf(BlemishException.class);
        assertThat(models.state(other)).isEmpty();
        assertThat(folder).isDirectoryNotContaining("glob:**other*");
    }

    @Test
    void aServerBeginsWithTheLastVersionThatOpensIfTheFileDoesNot() throws IOException {
        add(TestModels.SECOND, true);
        models.rollBack(PLATE);
        Files.copy(TestModels.WITHOUT_NETWORK, file(), StandardCopyOption.REPLACE_EXISTING);
        models.close();

        models = reopened();
        assertThat(active()).hasValue(version(TestModels.FIRST));
        assertThat(models.state(PLATE).orElseThrow().problem().orElseThrow()).contains("does not contain its network");
        assertThat(models.lost()).isEmpty();
        assertThat(models.rollBack(PLATE)).isPresent();
        assertThat(active()).hasValue(version(TestModels.SECOND));
    }

    @Test
    void aModelThatWasServedAndCannotBeOpenedAnyMoreIsLost() throws IOException {
        models.close();
        Files.writeString(stored(TestModels.FIRST), "damaged");
        Files.writeString(file(), "damaged");

        models = reopened();
        assertThat(models.borrow(PLATE)).isEmpty();
        assertThat(models.lost()).containsExactly(PLATE);

        Files.copy(TestModels.SECOND, file(), StandardCopyOption.REPLACE_EXISTING);
        scanTwice();
        assertThat(models.lost()).isEmpty();
    }

    @Test
    void aDamagedCopyOfTheServerIsReplacedFromTheFolder() throws IOException {
        models.close();
        final byte[] altered = Files.readAllBytes(TestModels.FIRST);
        altered[altered.length / 2] ^= 1;
        Files.write(stored(TestModels.FIRST), altered);

        models = reopened();
        assertThat(active()).hasValue(version(TestModels.FIRST));
        assertThat(Files.mismatch(stored(TestModels.FIRST), TestModels.FIRST)).isEqualTo(-1);
    }

    @Test
    void aDamagedCopyIsNotRolledBackTo() throws IOException {
        add(TestModels.SECOND, true);
        final byte[] altered = Files.readAllBytes(TestModels.FIRST);
        altered[altered.length / 2] ^= 1;
        Files.write(stored(TestModels.FIRST), altered);

        assertThatThrownBy(() -> models.rollBack(PLATE)).hasMessageContaining("damaged");
        assertThat(active()).hasValue(version(TestModels.SECOND));
        assertThat(Files.mismatch(file(), TestModels.SECOND)).isEqualTo(-1);
    }

    @Test
    void whatAKilledServerHadBegunToCopyIsDeleted() throws IOException {
        models.close();
        final Path received = Files.writeString(root.resolve("versions/.1.part"), "x");
        final Path copied = Files.writeString(root.resolve("versions/plate/.2.part"), "x");

        models = reopened();
        assertThat(received).doesNotExist();
        assertThat(copied).doesNotExist();
    }

    @Test
    void aDamagedListOfActivationsDoesNotKeepAModelFromBeingServed() throws IOException {
        models.close();
        Files.writeString(root.resolve("versions/plate/activations.json"), "[{");

        models = reopened();
        assertThat(active()).hasValue(version(TestModels.FIRST));
    }

    private Path stored(final Path file) throws IOException {
        return root.resolve("versions/plate").resolve(Sha256.of(file) + ".blemish");
    }

    private ModelVersion add(final Path file, final boolean activate) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return models.add(PLATE, in, activate).version();
        }
    }

    @Test
    void onlyTheActiveVersionCannotBeDeletedAlone() throws IOException {
        final String first = active().orElseThrow();
        try (InputStream in = Files.newInputStream(TestModels.SECOND)) {
            models.add(PLATE, in, true);
        }
        assertThatThrownBy(() -> models.delete(PLATE, version(TestModels.SECOND)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(models.delete(PLATE, first)).isTrue();
        assertThat(models.delete(PLATE, first)).isFalse();
        assertThat(models.rollBack(PLATE)).isEmpty();

        Files.writeString(folder.resolve("plate.report.html"), "x");
        assertThat(models.delete(PLATE)).isTrue();
        assertThat(folder).isEmptyDirectory();
        assertThat(root.resolve("versions")).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "..", ".x", "a/b", "a\\b", "../x", "a\0b", "a\nb", "x.", "x ", "/etc/passwd", "C:x"})
    void noNameLeadsOutOfTheFolder(final String name) {
        assertThat(ModelName.of(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plate", "a", "line 3", "v1.2_b-c", "기어", "Zahnräder"})
    void usualNamesAreAllowed(final String name) {
        assertThat(ModelName.of(name)).isPresent();
    }
}
