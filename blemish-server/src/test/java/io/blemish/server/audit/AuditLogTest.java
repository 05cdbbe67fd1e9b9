package io.blemish.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit log: nothing in it can be changed unnoticed, and a kill costs nothing that was recorded. */
class AuditLogTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-29T08:00:00Z"));

    /** More than two marks within the file. */
    private static final int ENTRIES = 250;

    @TempDir
    private static Path shared;

    private static byte[] recorded = {};

    @TempDir
    private Path folder;

    private Path file = Path.of("");

    @BeforeAll
    static void record() throws IOException {
        try (AuditLog log = AuditLog.open(shared, CLOCK)) {
            for (int i = 1; i <= ENTRIES; i++) {
                add(log, "plate " + i);
            }
        }
        recorded = Files.readAllBytes(shared.resolve(AuditLog.FILE));
    }

    @BeforeEach
    void write() throws IOException {
        file = Files.write(folder.resolve(AuditLog.FILE), recorded);
    }

    private static AuditEntry add(final AuditLog log, final String subject) {
        return log.record("Kim, \"line 3\"", Action.LABEL, subject, Optional.empty(), Optional.of("wrong: 긁힘\n2"));
    }

    private List<String> lines() throws IOException {
        return new ArrayList<>(Files.readAllLines(file));
    }

    private AuditCheck check() {
        return AuditCheck.of(folder, Optional.empty());
    }

    @Test
    void entriesAreFoundAgainPageByPageAlsoAfterARestart() {
        try (AuditLog log = AuditLog.open(folder, CLOCK)) {
            add(log, "one more");
            assertThat(log.size()).isEqualTo(ENTRIES + 1);
            final List<Long> seen = new ArrayList<>();
            for (long before = Long.MAX_VALUE; before > 1; before = seen.get(seen.size() - 1)) {
                log.newest(before, 60).forEach(entry -> seen.add(entry.number()));
            }
            assertThat(seen)
                    .containsExactlyElementsOf(LongStream.rangeClosed(1, ENTRIES + 1)
                            .map(i -> ENTRIES + 2 - i)
                            .boxed()
                            .toList());
            assertThat(log.newest(201, 1))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.subject()).isEqualTo("plate 200"));
            assertThat(log.newest(1, 10)).isEmpty();
            assertThat(check()).isEqualTo(new AuditCheck(ENTRIES + 1, log.lastHash(), Optional.empty()));
        }
    }

    @Test
    void anEntryMayHoldAnyCharacter() {
        final String text = "a\u0085b\u2028c\u2029d\u000be\fg\r\n\u0000h";
        final AuditEntry entry;
        try (AuditLog log = AuditLog.open(folder, CLOCK)) {
            entry = log.record(text, Action.LABEL, text, Optional.of(text), Optional.of(text));
        }
        assertThat(check().fault()).isEmpty();
        try (AuditLog log = AuditLog.open(folder, CLOCK)) {
            assertThat(log.newest(Long.MAX_VALUE, 1)).containsExactly(entry);
            assertThat(log.size()).isEqualTo(ENTRIES + 1);
        }
    }

    @Test
    void anyProgramCanCheckAnEntry() throws IOException {
        final String line = lines().get(0);
        final String content = line.replaceFirst(",\"hash\":\"[0-9a-f]{64}\"}$", "}");
        assertThat(line).contains("\"previous\":\"" + "0".repeat(64) + "\"").endsWith("\"}");
        assertThat(line).contains(io.blemish.artifact.Sha256.hex(content.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void everyChangedByteIsFound() throws IOException {
        final byte[] whole = Files.readAllBytes(file);
        final Random random = new Random(22);
        for (int i = 0; i < 300; i++) {
            final byte[] changed = whole.clone();
            final int place = random.nextInt(changed.length);
            changed[place] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, changed);
            assertThat(check().fault()).as("byte %d", place).isPresent();
        }
    }

    @Test
    void everyRemovedSwappedRepeatedOrForgedEntryIsFoundAndNamed() throws IOException {
        final List<String> whole = lines();
        final Random random = new Random(22);
        for (int i = 0; i < 40; i++) {
            final int place = random.nextInt(ENTRIES - 1);
            final String named = "Entry " + (place + 1) + " ";

            final List<String> removed = new ArrayList<>(whole);
            removed.remove(place);
            assertFault(removed, named);
            final List<String> swapped = new ArrayList<>(whole);
            swapped.set(place, whole.get(place + 1));
            swapped.set(place + 1, whole.get(place));
            assertFault(swapped, named);
            final List<String> repeated = new ArrayList<>(whole);
            repeated.add(place + 1, whole.get(place));
            assertFault(repeated, "Entry " + (place + 2) + " ");
            // With the right hash of its own: the entry after it tells.
            final List<String> forged = new ArrayList<>(whole);
            forged.set(place, forged(whole.get(place)));
            assertFault(forged, "Entry " + (place + 2) + " ");
        }
    }

    private static String forged(final String line) {
        final AuditEntry entry =
                AuditLine.read(line.getBytes(StandardCharsets.UTF_8)).orElseThrow();
        return new String(
                        AuditLine.of(AuditLine.entry(new AuditLine.Content(
                                entry.number(),
                                entry.time(),
                                "somebody else",
                                entry.action(),
                                entry.subject(),
                                entry.from(),
                                entry.to(),
                                entry.previous()))),
                        StandardCharsets.UTF_8)
                .strip();
    }

    private void assertFault(final List<String> lines, final String named) throws IOException {
        Files.writeString(file, String.join("\n", lines) + "\n");
        assertThat(check().fault().orElse("")).startsWith(named);
    }

    @Test
    void aHashThatWasKeptElsewhereFindsThatTheEndIsMissing() throws IOException {
        final List<String> whole = lines();
        final String kept = check().lastHash();
        try (AuditLog log = AuditLog.open(folder, CLOCK)) {
            add(log, "later");
        }
        assertThat(AuditCheck.of(file, Optional.of(kept)).fault()).isEmpty();
        Files.writeString(file, String.join("\n", whole.subList(0, ENTRIES - 1)) + "\n");
        assertThat(check().fault()).isEmpty();
        assertThat(AuditCheck.of(file, Optional.of(kept)).fault().orElse("")).contains("entries after entry 249");
    }

    @Test
    void theIncompleteEndThatAKillLeavesIsCutOffAndTheCutIsRecorded() throws IOException {
        final byte[] whole = Files.readAllBytes(file);
        final int lastLine = lines().get(ENTRIES - 1).getBytes(StandardCharsets.UTF_8).length + 1;
        for (int cut = 1; cut < lastLine; cut += 37) {
            Files.write(file, java.util.Arrays.copyOf(whole, whole.length - cut));
            assertThat(check().fault().orElse("")).startsWith("Entry 250 is not complete");
            try (AuditLog log = AuditLog.open(folder, CLOCK)) {
                assertThat(log.size()).isEqualTo(ENTRIES);
                assertThat(log.newest(Long.MAX_VALUE, 2))
                        .extracting(AuditEntry::action)
                        .containsExactly("log_repair", "label");
            }
            assertThat(check().fault()).isEmpty();
        }
    }

    @Test
    void aLogThatWasChangedIsKeptAndANewOneSaysSo() throws IOException {
        final String changed = Files.readString(file).replaceFirst("plate 7\"", "plate 8\"");
        Files.writeString(file, changed);
        try (AuditLog log = AuditLog.open(folder, CLOCK)) {
            final AuditEntry first = log.newest(Long.MAX_VALUE, 10).get(0);
            assertThat(first.number()).isEqualTo(1);
            assertThat(first.from().orElse("")).startsWith("Entry 7 was changed");
            assertThat(Files.readString(folder.resolve(first.subject()))).isEqualTo(changed);
            assertThat(add(log, "next").number()).isEqualTo(2);
        }
        assertThat(check().fault()).isEmpty();
    }

    @Test
    void whatCannotBeWrittenIsNotInTheLog() {
        final AuditLog log = AuditLog.open(folder, CLOCK);
        log.close();
        assertThatThrownBy(() -> add(log, "too late")).isInstanceOf(AuditException.class);
        assertThat(log.size()).isEqualTo(ENTRIES);
        assertThat(check().entries()).isEqualTo(ENTRIES);
    }

    @Test
    void whatIsNoLogIsNamed() {
        assertThatThrownBy(() -> AuditCheck.of(folder.resolve("none"), Optional.empty()))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("There is no audit log");
    }
}
