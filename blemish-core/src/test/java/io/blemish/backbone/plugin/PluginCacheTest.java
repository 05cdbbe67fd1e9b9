package io.blemish.backbone.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.artifact.Sha256;
import io.blemish.backbone.download.Download;
import io.blemish.backbone.download.FileServer;
import io.blemish.parallel.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plug-in that was pulled or imported is complete in the cache, and nothing else is. */
class PluginCacheTest {
    private static final Download.Timeouts SHORT =
            new Download.Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ZERO);
    private static final String LIBRARY = "onnxruntime_ep_fast/libonnxruntime_providers_fast_plugin.so";
    private static final String WHEEL = "onnxruntime_ep_fast-1.2.3-py3-none-any.whl";

    @TempDir
    Path temporary;

    @Test
    void anImportedWheelIsUnpackedBesideItsLibrary() throws IOException {
        final Path wheel = wheel(
                WHEEL,
                Map.of(
                        LIBRARY,
                        "library",
                        "onnxruntime_ep_fast/libneeded.so.12",
                        "needed",
                        "onnxruntime_ep_fast-1.2.3.dist-info/METADATA",
                        "Name: fast"));
        final DevicePlugin plugin = cache().importFile(wheel);
        assertThat(plugin.device()).isEqualTo("fast");
        assertThat(plugin.version()).isEqualTo("1.2.3");
        assertThat(plugin.library()).hasContent("library");
        assertThat(names(plugin.folder()))
                .containsExactlyInAnyOrder("libonnxruntime_providers_fast_plugin.so", "libneeded.so.12");
        assertThat(cache().list()).containsExactly(plugin);
        assertThat(cache().find("fast")).contains(plugin);
        assertThat(cache().find("slow")).isEmpty();
    }

    @Test
    void anotherVersionTakesThePlaceOfTheFirst() throws IOException {
        cache().importFile(wheel(WHEEL, Map.of(LIBRARY, "old")));
        final DevicePlugin later =
                cache().importFile(wheel("onnxruntime_ep_fast-1.3.0-py3-none-any.whl", Map.of(LIBRARY, "new")));
        assertThat(cache().list()).containsExactly(later);
        assertThat(later.library()).hasContent("new");
    }

    @Test
    void noNameInAnArchiveLeadsElsewhere() throws IOException {
        final Path wheel = wheel(
                WHEEL,
                Map.of(
                        LIBRARY,
                        "library",
                        "onnxruntime_ep_fast/../../escaped",
                        "x",
                        "onnxruntime_ep_fast/..",
                        "x",
                        "onnxruntime_ep_fast/deeper/file",
                        "x",
                        "/absolute",
                        "x"));
        final DevicePlugin plugin = cache().importFile(wheel);
        assertThat(names(plugin.folder())).containsExactly("libonnxruntime_providers_fast_plugin.so");
        assertThat(names(temporary)).containsExactlyInAnyOrder("cache", WHEEL);
    }

    @Test
    void whatIsNoPluginIsRefusedAndLeavesNothing() throws IOException {
        refuses(wheel("other.whl", Map.of("lib/libsomething.so", "x")), "has no plug-in for ONNX Runtime");
        refuses(
                wheel(
                        "runtime.whl",
                        Map.of(
                                "onnxruntime/capi/libonnxruntime_providers_shared.so", "x",
                                "onnxruntime/capi/libonnxruntime_providers_cuda.so", "x")),
                "is a whole ONNX Runtime and no plug-in");
        refuses(Files.writeString(temporary.resolve("text.whl"), "no zip"), "it is no zip or wheel");
        refuses(temporary.resolve("missing.whl"), "does not exist or is no file");
        final byte[] damaged = Files.readAllBytes(wheel(WHEEL, Map.of(LIBRARY, "library ".repeat(1000))));
        Arrays.fill(damaged, 70, 90, (byte) 0x55);
        refuses(Files.write(temporary.resolve(WHEEL), damaged), "is damaged");
    }

    private void refuses(final Path file, final String sentence) {
        assertThatThrownBy(() -> cache().importFile(file))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(sentence);
        assertThat(cache().list()).isEmpty();
        assertThat(
                        Files.exists(temporary.resolve("cache"))
                                ? names(temporary.resolve("cache")).stream()
                                        .filter(name -> !name.endsWith(".lock"))
                                        .toList()
                                : List.of())
                .isEmpty();
    }

    @Test
    void anAlteredFileUnderAPublishedNameIsRefused() throws IOException {
        for (final PublishedPlugin published : PublishedPlugin.all()) {
            final Path wheel = wheel(published.file(), Map.of(LIBRARY, "library"));
            assertThatThrownBy(() -> cache().importFile(wheel))
                    .isInstanceOf(BlemishException.class)
                    .hasMessageContaining("its SHA-256 is not " + published.sha256());
        }
    }

    @Test
    void aPullContinuesAndIsNotRepeated() throws Exception {
        final byte[] bytes = Files.readAllBytes(wheel(WHEEL, Map.of(LIBRARY, "library ".repeat(1000))));
        final PublishedPlugin published = published(bytes);
        Files.createDirectories(temporary.resolve("cache"));
        Files.write(temporary.resolve("cache").resolve(WHEEL + ".part"), Arrays.copyOf(bytes, 40));
        try (FileServer server = new FileServer(bytes)) {
            final PluginCache mirrored =
                    cache(Map.of("BLEMISH_MIRROR", server.address("/mirror").toString()));
            final DevicePlugin plugin = mirrored.pull(published, Optional.empty(), Progress.SILENT);
            assertThat(mirrored.pull(published, Optional.empty(), Progress.SILENT))
                    .isEqualTo(plugin);
            assertThat(server.requests()).containsExactly("/mirror/" + WHEEL + " bytes=40-");
        }
        assertThat(names(temporary.resolve("cache"))).containsExactlyInAnyOrder("fast-1.2.3", "fast.lock");
    }

    @Test
    void aPullOfAnotherFileOrWithoutAnAddressFails() throws Exception {
        final byte[] bytes = Files.readAllBytes(wheel(WHEEL, Map.of(LIBRARY, "library")));
        final PublishedPlugin published = published("another file".getBytes(StandardCharsets.UTF_8));
        try (FileServer server = new FileServer(bytes)) {
            assertThatThrownBy(() -> cache().pull(published, Optional.of(server.address("/x")), Progress.SILENT))
                    .isInstanceOf(BlemishException.class)
                    .hasMessageContaining(WHEEL + " was not downloaded")
                    .hasMessageContaining("import it");
        }
        assertThatThrownBy(() -> cache().pull(published, Optional.empty(), Progress.SILENT))
                .isInstanceOfSatisfying(
                        BlemishException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.DEVICE_NOT_FETCHED))
                .hasMessageContaining("no address for " + WHEEL);
        assertThat(cache().list()).isEmpty();
    }

    @Test
    void aRemovedPluginIsGone() throws IOException {
        cache().importFile(wheel(WHEEL, Map.of(LIBRARY, "library")));
        assertThat(cache().remove("fast").version()).isEqualTo("1.2.3");
        assertThat(cache().list()).isEmpty();
        assertThatThrownBy(() -> cache().remove("fast"))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("no plug-in for the device 'fast'");
    }

    @Test
    void eachPlatformHasItsOwnFile() {
        assertThat(PublishedPlugin.all("Linux", "amd64"))
                .singleElement()
                .satisfies(plugin -> assertThat(plugin.file()).contains("linux"));
        assertThat(PublishedPlugin.all("Windows 11", "amd64"))
                .singleElement()
                .satisfies(plugin -> assertThat(plugin.file()).contains("win"));
        assertThat(PublishedPlugin.all("Mac OS X", "aarch64")).isEmpty();
        assertThat(PublishedPlugin.all("Linux", "aarch64")).isEmpty();
    }

    private static PublishedPlugin published(final byte[] file) {
        return new PublishedPlugin("fast", "1.2.3", WHEEL, Sha256.hex(file), 1, "MIT");
    }

    private PluginCache cache() {
        return cache(Map.of());
    }

    private PluginCache cache(final Map<String, String> environment) {
        return new PluginCache(temporary.resolve("cache"), environment, SHORT);
    }

    private Path wheel(final String name, final Map<String, String> entries) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (final Map.Entry<String, String> entry : new LinkedHashMap<>(entries).entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return Files.write(temporary.resolve(name), bytes.toByteArray());
    }

    private static List<String> names(final Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
