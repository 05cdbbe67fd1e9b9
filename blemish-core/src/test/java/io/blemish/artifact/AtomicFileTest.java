package io.blemish.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
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

    /** Java remembers each name that it is to delete at the end of the process. */
    @Test
    void namesOfTemporaryFilesAreUsedAgainButNotAtOnce() {
        final Set<Path> names = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            AtomicFile.write(folder.resolve(i + ".txt"), path -> {
                names.add(path);
                AtomicFile.write(folder.resolve("within.txt"), other -> {
                    assertThat(other).isNotEqualTo(path);
                    names.add(other);
                });
            });
        }
        assertThat(names).hasSizeBetween(2, 10);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFileIsAsReadableAsAnyOtherNewOne() throws IOException {
        final Path secret = Files.writeString(folder.resolve("secret.txt"), "secret");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rwx------"));
        final Path file = folder.resolve("file.txt");
        AtomicFile.write(
                file,
                path -> Files.copy(
                        secret, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES));
        final Path other = Files.createFile(folder.resolve("other.txt"));
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(other));
    }

    /** Of a process with another mask of permissions than this one's. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theMaskOfPermissionsIsObeyed() throws Exception {
        final Path file = folder.resolve("file.txt");
        final Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "umask 077; exec \"$0\" \"$@\"",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WritingProcess.class.getName(),
                        file.toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    /** Writes one file. */
    static final class WritingProcess {
        private WritingProcess() {}

        public static void main(final String[] arguments) {
            AtomicFile.write(Path.of(arguments[0]), path -> Files.writeString(path, "text"));
        }
    }

    private static void assertOnly(final Path file) throws IOException {
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }
}
