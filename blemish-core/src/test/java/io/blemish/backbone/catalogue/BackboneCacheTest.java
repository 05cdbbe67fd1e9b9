package io.blemish.backbone.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.backbone.BackboneGraph;
import io.blemish.backbone.download.Download;
import io.blemish.backbone.download.FileServer;
import io.blemish.parallel.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network that was pulled or imported is complete in the cache, under the name of its weights. */
class BackboneCacheTest {
    private static final String ARCHITECTURE = "mobilenet_v3_large";
    private static final String HASH = "61ab542b";
    private static final String FILE = ARCHITECTURE + "-" + HASH + ".pth";
    private static final Download.Timeouts SHORT =
            new Download.Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ZERO);

    @TempDir
    Path temporary;

    private Path folder;
    private FileServer server;
    private BackboneCache cache;
    private Catalogue.Entry entry;

    @BeforeEach
    void start() throws Exception {
        folder = temporary.resolve("cache");
        server = new FileServer(Files.readAllBytes(weights()));
        cache = cache(Map.of());
        entry = new Catalogue.Entry(
                "mobile", ARCHITECTURE, server.address("/models/" + FILE), HASH, 1, WeightsLicence.TORCHVISION, "");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void pullMakesAGraphOfEveryLayer() {
        final CachedBackbone pulled = pull();
        assertThat(pulled.name()).isEqualTo(ARCHITECTURE + "-" + HASH);
        assertThat(BackboneGraph.read(pulled.file()).outputs())
                .contains("layer1", "layer2", "layer3", "layer4", "features.16");
        assertThat(cache.list()).containsExactly(pulled);
        assertThat(cache.problem(pulled)).isEmpty();
        assertThat(names())
                .containsExactlyInAnyOrder(
                        pulled.name() + ".onnx", pulled.name() + ".onnx.sha256", pulled.name() + ".lock");
    }

    @Test
    void pullingAgainSendsNoRequest() {
        pull();
        pull();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void twoPullsAtOnceDownloadOnce() throws Exception {
        final ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            final Callable<CachedBackbone> pull = () -> cache(Map.of()).pull(entry, Optional.empty(), Progress.SILENT);
            final List<CachedBackbone> results = new ArrayList<>();
            for (final Future<CachedBackbone> result : threads.invokeAll(List.of(pull, pull, pull, pull))) {
                results.add(result.get());
            }
            assertThat(results).containsOnly(results.get(0));
        } finally {
            threads.shutdown();
        }
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void anInterruptedPullContinues() throws Exception {
        Files.createDirectories(folder);
        Files.write(folder.resolve(FILE + ".part"), Arrays.copyOf(Files.readAllBytes(weights()), 10_000));
        pull();
        assertThat(server.requests()).containsExactly("/models/" + FILE + " bytes=10000-");
    }

    @Test
    void aFailureTellsWhatToDoByHand() {
        server.then(FileServer.status(404));
        assertThatThrownBy(this::pull)
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("mobile was not downloaded")
                .hasMessageContaining("answers 404")
                .hasMessageContaining("fetch " + entry.address() + " on a machine with a connection")
                .hasMessageEndingWith("import it as " + ARCHITECTURE + ".");
        assertThat(cache.list()).isEmpty();
    }

    @Test
    void aMirrorIsAskedInstead() {
        cache(Map.of("BLEMISH_MIRROR", server.address("/mirror/").toString()))
                .pull(elsewhere(), Optional.empty(), Progress.SILENT);
        assertThat(server.requests()).containsExactly("/mirror/" + FILE);
    }

    @Test
    void aGivenAddressTakesPrecedenceOverTheMirror() {
        cache(Map.of("BLEMISH_MIRROR", server.address("/mirror").toString()))
                .pull(elsewhere(), Optional.of(server.address("/given")), Progress.SILENT);
        assertThat(server.requests()).containsExactly("/given");
    }

    @Test
    void addressesOfOtherKindsAreRefused() {
        assertThatThrownBy(() -> cache.pull(entry, Optional.of(URI.create("file:///etc/passwd")), Progress.SILENT))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("file:///etc/passwd is not one of http or https");
        assertThatThrownBy(() ->
                        cache(Map.of("BLEMISH_MIRROR", "no address")).pull(entry, Optional.empty(), Progress.SILENT))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("BLEMISH_MIRROR is 'no address'");
    }

    @Test
    void importGivesTheSameAsPull() throws Exception {
        final CachedBackbone pulled = pull();
        final BackboneCache other = BackboneCache.in(temporary.resolve("other"));
        final CachedBackbone imported = other.importFile(weights(), ARCHITECTURE);
        assertThat(imported.name()).isEqualTo(pulled.name());
        assertThat(imported.file()).hasSameBinaryContentAs(pulled.file());
        assertThat(other.importFile(weights(), ARCHITECTURE)).isEqualTo(imported);
    }

    @Test
    void importRefusesWeightsOfAnotherArchitecture() {
        assertThatThrownBy(() -> cache.importFile(weights(), "resnet18"))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("are not those of resnet18");
        assertThat(names()).noneMatch(name -> name.endsWith(".onnx") || name.endsWith(".tmp"));
        assertThatThrownBy(() -> cache.importFile(weights(), "resnet19"))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("no architecture 'resnet19'");
        assertThatThrownBy(() -> cache.importFile(temporary.resolve("missing.pth"), ARCHITECTURE))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("missing.pth does not exist");
    }

    @Test
    void importKnowsTheHashOfAPublishedFile() throws Exception {
        final Path renamed = Files.copy(weights(), temporary.resolve("mobilenet_v3_large-8738ca79.pth"));
        assertThatThrownBy(() -> cache.importFile(renamed, ARCHITECTURE))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("its SHA-256 begins with " + HASH);
    }

    @Test
    void networksAreFoundByShortAndFullNames() throws Exception {
        assertThat(cache.find(ARCHITECTURE)).isEmpty();
        assertThatThrownBy(() -> cache.require(ARCHITECTURE))
                .isInstanceOf(BlemishException.class)
                .hasMessageEndingWith("yet.");
        assertThatThrownBy(() -> cache.require("nonsense"))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("There is no backbone 'nonsense'");

        final CachedBackbone pulled = pull();
        assertThat(cache.find(ARCHITECTURE)).contains(pulled);
        assertThat(cache.require(pulled.name())).isEqualTo(pulled);

        final Path own = folder.resolve(ARCHITECTURE + "-00000000.onnx");
        Files.copy(pulled.file(), own);
        assertThatThrownBy(() -> cache.find(ARCHITECTURE))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining(ARCHITECTURE + "-00000000, " + pulled.name());

        final Path published = folder.resolve(ARCHITECTURE + "-8738ca79.onnx");
        Files.copy(pulled.file(), published);
        assertThat(cache.require(ARCHITECTURE).file()).isEqualTo(published);
        Files.copy(pulled.file(), folder.resolve(ARCHITECTURE + "-5c1a4163.onnx"));
        assertThat(cache.require(ARCHITECTURE + ".imagenet1k_v2").hash()).isEqualTo("5c1a4163");
    }

    @Test
    void aGraphIsReadByEveryNameOfIt() {
        final CachedBackbone pulled = pull();
        assertThat(cache.graph(BackboneGraph.DEFAULT_NAME).name()).isEqualTo(BackboneGraph.DEFAULT_NAME);
        assertThat(cache.graph(ARCHITECTURE).name()).isEqualTo(pulled.name());
        assertThat(cache.graph(pulled.file().toString())).isEqualTo(cache.graph(pulled.name()));
        assertThatThrownBy(() -> cache.graph("missing.onnx"))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("missing.onnx");
    }

    @Test
    void theErrorNamesAlteredAndHalfDeletedFiles() throws IOException {
        final CachedBackbone pulled = pull();
        final byte[] bytes = Files.readAllBytes(pulled.file());
        bytes[bytes.length / 2] ^= 1;
        Files.write(pulled.file(), bytes);
        assertThat(cache.problem(pulled)).get().asString().contains("was altered");
        Files.delete(folder.resolve(pulled.name() + ".onnx.sha256"));
        assertThat(cache.problem(pulled)).get().asString().contains(".sha256 is missing");
    }

    @Test
    void theErrorNamesAFolderThatCannotBeCreated() throws IOException {
        Files.writeString(folder, "a file");
        assertThatThrownBy(this::pull)
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("The cache folder " + folder + " cannot be used");
    }

    private CachedBackbone pull() {
        return cache.pull(entry, Optional.empty(), Progress.SILENT);
    }

    private Catalogue.Entry elsewhere() {
        return new Catalogue.Entry(
                "mobile",
                ARCHITECTURE,
                URI.create("http://weights.invalid/" + FILE),
                HASH,
                1,
                WeightsLicence.TORCHVISION,
                "");
    }

    private BackboneCache cache(final Map<String, String> environment) {
        return new BackboneCache(folder, environment, SHORT);
    }

    private List<String> names() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path weights() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(BackboneCacheTest.class.getResource(FILE))
                .toURI());
    }
}
