package io.blemish.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
}
