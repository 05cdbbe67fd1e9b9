package io.blemish.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class NativeLibrariesTest {
    @TempDir
    private Path folder;

    @Test
    @EnabledOnOs(OS.LINUX)
    void theyLieWholeInTheFolderAndNothingElseDoes() throws IOException {
        final Path libraries = folder.resolve("native");
        NativeLibraries.unpack(libraries);
        NativeLibraries.unpack(libraries);
        try (Stream<Path> files = Files.list(libraries)) {
            final List<String> names =
                    files.map(file -> file.getFileName().toString()).sorted().toList();
            assertThat(names).containsExactly("libonnxruntime.so", "libonnxruntime4j_jni.so");
        }
        assertThat(Files.size(libraries.resolve("libonnxruntime.so"))).isGreaterThan(10_000_000);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void thoseForOtherDevicesLieBesideThem() throws Exception {
        final Path archive = folder.resolve("onnxruntime_gpu");
        final Path within = Files.createDirectories(archive.resolve("ai/onnxruntime/native/linux-x64"));
        for (final String library : List.of("onnxruntime_providers_shared", "onnxruntime_providers_cuda")) {
            Files.writeString(within.resolve(System.mapLibraryName(library)), library);
        }
        final Path libraries = folder.resolve("native");
        try (URLClassLoader archives =
                new URLClassLoader(new URL[] {archive.toUri().toURL()}, null)) {
            NativeLibraries.unpack(libraries, archives);
        }
        assertThat(libraries.resolve("libonnxruntime_providers_cuda.so")).hasContent("onnxruntime_providers_cuda");
        assertThat(libraries.resolve("libonnxruntime_providers_shared.so")).exists();
    }
}
