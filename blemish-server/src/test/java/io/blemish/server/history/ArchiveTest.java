package io.blemish.server.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.prediction.AnomalyMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

/** The newest pictures and maps within a limit. */
class ArchiveTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final AnomalyMap MAP = new AnomalyMap(2, 2, new float[] {1, 2, 3, 4});

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
    void aPictureAndItsMapComeBackAsTheyWere() {
        try (Archive archive = new Archive(folder, 1_000_000)) {
            final String id = id(0);
            assertThat(archive.keep(id, png(100), MAP)).isTrue();

            assertThat(archive.keeps(id)).isTrue();
            assertThat(archive.picture(id)).hasValue(png(100));
            assertThat(archive.map(id)).hasValue(Archive.npy(MAP));
            assertThat(folder.resolve("2026-11-24/1200/" + id + ".png")).exists();
        }
    }

    @Test
    void aboveTheLimitTheOldestGoAndTheNewestStay() throws Exception {
        final List<String> ids = new ArrayList<>();
        final Archive archive = new Archive(folder, 100_000);
        for (int i = 0; i < 200; i++) {
            ids.add(id(i));
            archive.keep(ids.get(i), png(2000), MAP);
        }
        archive.close();

        assertThat(archive.bytes()).isEqualTo(onDisk()).isLessThanOrEqualTo(100_000);
        assertThat(archive.keeps(ids.get(0))).isFalse();
        assertThat(archive.keeps(ids.get(199))).isTrue();
        final int first =
                ids.indexOf(ids.stream().filter(archive::keeps).findFirst().orElseThrow());
        assertThat(ids.subList(first, 200))
                .allSatisfy(id -> assertThat(archive.picture(id)).isPresent());
    }

    @Test
    void whatIsThereAlreadyCounts() throws IOException {
        try (Archive archive = new Archive(folder, 1_000_000)) {
            archive.keep(id(0), png(3000), MAP);
        }
        try (Archive archive = new Archive(folder, 1_000_000)) {
            assertThat(archive.bytes()).isEqualTo(onDisk());
        }
    }

    @Test
    void withALimitOfNothingNothingIsKept() throws IOException {
        try (Archive archive = new Archive(folder, 0)) {
            assertThat(archive.keep(id(0), png(100), MAP)).isFalse();
            assertThat(onDisk()).isZero();
        }
    }

    @Test
    void typesAreToldByContent() {
        assertThat(PictureType.of(png(100))).hasValue(PictureType.PNG);
        assertThat(PictureType.of("GIF89a".getBytes(StandardCharsets.US_ASCII))).isEmpty();
        assertThat(PictureType.of(new byte[0])).isEmpty();
    }
}
