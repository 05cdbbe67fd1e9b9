package io.blemish.server.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.fault.Faults;
import io.blemish.fault.FaultyFileSystem;
import io.blemish.image.Placement;
import io.blemish.image.Size;
import io.blemish.prediction.AnomalyMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each operation on the disk fails once while a picture is kept: nothing of it is left, and the next one is kept. */
class PictureFaultsTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final AnomalyMap MAP = new AnomalyMap(new float[] {1, 2, 3, 4}, Placement.identity(new Size(2, 2)));
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0, 0, 0};

    @TempDir
    private Path plain;

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(plain)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static String id(final int minute) {
        return new VerdictIds(Clock.fixed(NOON.plusSeconds(60L * minute), ZoneOffset.UTC)).next();
    }

    @Test
    void aPictureIsKeptWholeOrNotAtAll() throws IOException {
        final Faults faults = new Faults();
        final List<String> failures = new ArrayList<>();
        try (PictureStore store = new PictureStore(FaultyFileSystem.of(plain, faults), 1_000_000)) {
            while (true) {
                final int before = files().size();
                final long bytes = store.bytes();
                // Of another minute each time, so that its folder must be made, too.
                final String id = id(2 * failures.size());
                faults.failAt(failures.size() + 1);
                final boolean stored = store.store(id, PNG, MAP);
                if (faults.failed().isEmpty()) {
                    assertThat(stored).isTrue();
                    break;
                }
                failures.add(faults.failed());
                faults.repair();
                // Java makes a folder at the second attempt.
                assertThat(stored)
                        .as(failures.toString())
                        .isEqualTo(failures.get(failures.size() - 1).startsWith("make a folder"));
                assertThat(store.contains(id)).isEqualTo(stored);
                assertThat(files()).as(failures.toString()).hasSize(stored ? before + 2 : before);
                assertThat(store.bytes() > bytes).isEqualTo(stored);

                final String next = id(2 * failures.size() - 1);
                assertThat(store.store(next, PNG, MAP)).isTrue();
                assertThat(store.picture(next)).hasValue(PNG);
                assertThat(store.map(next)).hasValue(PictureStore.npy(MAP));
            }
        }
        assertThat(failures).anyMatch(failure -> failure.startsWith("make a folder"));
        assertThat(failures).anyMatch(failure -> failure.startsWith("open to write"));
        assertThat(failures).anyMatch(failure -> failure.startsWith("write"));
        assertThat(failures).anyMatch(failure -> failure.startsWith("close"));
    }
}
