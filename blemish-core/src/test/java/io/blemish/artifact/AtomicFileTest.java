package io.blemish.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    private Path folder;

    @Test
    void makesTheFolderAndReplacesWhatIsThere() throws IOException {
        final Path file = folder.resolve("a/b/file.txt");
        AtomicFile.write(file, path -> Files.writeString(path, "first"));
        AtomicFile.write(file, path -> Files.writeString(path, "second"));
        assertThat(file).hasContent("second");
        assertOnly(file);
    }

    @Test
    void aWriterThatFailsLeavesTheOldFileAndNothingElse() throws IOException {
        final Path file = Files.writeString(folder.resolve("file.txt"), "old");
        assertThatThrownBy(() -> AtomicFile.write(file, path -> {
                    Files.writeString(path, "half");
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("No space left")
                .hasMessageContaining(file.toString());
        assertThatThrownBy(() -> AtomicFile.write(file, path -> {
                    throw new IllegalStateException("a bug");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(file).hasContent("old");
        assertOnly(file);
    }

    @Test
    void aFolderIsRefused() {
        assertThatThrownBy(() -> AtomicFile.write(folder, path -> {}))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("is a folder");
    }

    private static void assertOnly(final Path file) throws IOException {
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }
}
