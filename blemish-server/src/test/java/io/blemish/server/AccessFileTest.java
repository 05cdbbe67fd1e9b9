package io.blemish.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.ErrorCode;
import io.blemish.OptionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a file that says who has access is read again. */
class AccessFileTest {
    @TempDir
    private Path folder;

    private final AtomicBoolean denied = new AtomicBoolean();

    private String read(final Path file) {
        if (denied.get()) {
            throw new OptionException(ErrorCode.OPTION_INVALID, "permission is denied.");
        }
        try {
            return Files.readString(file);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aFileIsReadAgainWhenItMayBeReadAlthoughItIsAsItWas() throws IOException {
        final Path file = Files.writeString(folder.resolve("users"), "kim");
        final AccessFile<String> access = new AccessFile<>(file, this::read);
        denied.set(true);
        Files.writeString(file, "kim and lee");
        assertThat(access.content()).isEqualTo("kim");
        denied.set(false);
        assertThat(access.content()).isEqualTo("kim and lee");
    }
}
