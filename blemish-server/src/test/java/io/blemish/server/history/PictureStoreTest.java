package io.blemish.server.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.image.Placement;
import io.blemish.image.Size;
import io.blemish.prediction.AnomalyMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pictures and maps of the newest verdicts, within a limit. */
class PictureStoreTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final AnomalyMap MAP = new AnomalyMap(new float[] {1, 2, 3, 4}, Placement.identity(new Size(2, 2)));

    @TempDir
    private Path folder;

    private static String id(final int second) {
        return new VerdictIds(Clock.fixed(NOON.plusSeconds(second), ZoneOffset.UTC)).next();
    }

    private static byte[] png(final int bytes) {
        final byte[] picture = new byte[bytes];
        System.arraycopy(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'}, 0, picture, 0, 8);
        return picture;
    }

    private long onDisk() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    @Test
    void aPictureAndItsMapAreFoundAsTheyWereStored() {
        try (PictureStore store = new PictureStore(folder, 1_000_000)) {
            final String id = id(0);
            assertThat(store.store(id, png(100), MAP)).isTrue();

            assertThat(store.contains(id)).isTrue();
            assertThat(store.picture(id)).hasValue(png(100));
            assertThat(store.map(id)).hasValue(PictureStore.npy(MAP));
            assertThat(folder.resolve("2026-11-24/1200/" + id + ".png")).exists();
        }
    }

    @Test
    void aboveTheLimitTheOldestAreDeleted() throws Exception {
        final List<String> ids = new ArrayList<>();
        final PictureStore store = new PictureStore(folder, 100_000);
        for (int i = 0; i < 200; i++) {
            ids.add(id(i));
            store.store(ids.get(i), png(2000), MAP);
        }
        store.close();

        assertThat(store.bytes()).isEqualTo(onDisk()).isLessThanOrEqualTo(100_000);
        assertThat(store.contains(ids.get(0))).isFalse();
        assertThat(store.contains(ids.get(199))).isTrue();
        final int first =
                ids.indexOf(ids.stream().filter(store::contains).findFirst().orElseThrow());
        assertThat(ids.subList(first, 200))
                .allSatisfy(id -> assertThat(store.picture(id)).isPresent());
    }

    @Test
    void picturesOfTheFutureAreDeletedBeforeThoseOfNow() {
        final String future = new VerdictIds(Clock.offset(Clock.systemUTC(), Duration.ofDays(700))).next();
        final VerdictIds now = new VerdictIds(Clock.systemUTC());
        final String first = now.next();
        final PictureStore store = new PictureStore(folder, 5000);
        store.store(future, png(2000), MAP);
        store.store(first, png(2000), MAP);
        store.store(now.next(), png(2000), MAP);
        store.close();

        assertThat(store.contains(future)).isFalse();
        assertThat(store.contains(first)).isTrue();
    }

    @Test
    void filesOfAnEarlierRunCount() throws IOException {
        try (PictureStore store = new PictureStore(folder, 1_000_000)) {
            store.store(id(0), png(3000), MAP);
        }
        try (PictureStore store = new PictureStore(folder, 1_000_000)) {
            assertThat(store.bytes()).isEqualTo(onDisk());
        }
    }

    @Test
    void withALimitOfZeroNothingIsStored() throws IOException {
        try (PictureStore store = new PictureStore(folder, 0)) {
            assertThat(store.store(id(0), png(100), MAP)).isFalse();
            assertThat(onDisk()).isZero();
        }
    }

    @Test
    void theTypeIsRecognisedByTheContent() {
        assertThat(PictureType.of(png(100))).hasValue(PictureType.PNG);
        assertThat(PictureType.of("GIF89a".getBytes(StandardCharsets.US_ASCII))).isEmpty();
        assertThat(PictureType.of(new byte[0])).isEmpty();
    }

    @Test
    void theLastOfTheDiskBelongsToTheVerdicts() throws Exception {
        final String first = id(0);
        try (PictureStore store = new PictureStore(folder, 1_000_000)) {
            assertThat(store.store(first, png(100), MAP)).isTrue();
        }
        final PictureStore full = new PictureStore(folder, 1_000_000, Long.MAX_VALUE / 2);
        assertThat(full.store(id(1), png(100), MAP)).isFalse();
        full.close();

        assertThat(full.contains(first)).as("made way").isFalse();
        assertThat(onDisk()).isZero();
        assertThat(full.bytes()).isZero();
    }

    @Test
    void aPictureWhoseVerdictWasNotRecordedIsDeleted() throws Exception {
        try (PictureStore store = new PictureStore(folder, 1_000_000)) {
            store.store(id(0), png(100), MAP);
            final long before = store.bytes();
            final String refused = id(1);
            store.store(refused, png(100), MAP);
            store.delete(refused);

            assertThat(store.contains(refused)).isFalse();
            assertThat(store.bytes()).isEqualTo(onDisk()).isEqualTo(before);
        }
    }
}
