package io.blemish.server.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Identifiers that sort by time. */
class VerdictIdsTest {
    @Test
    void idsAscendEvenIfTheClockStandsStillOrGoesBack() {
        final AtomicLong now = new AtomicLong(1_000_000);
        final VerdictIds ids = new VerdictIds(new Clock() {
            @Override
            public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(final java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return Instant.ofEpochMilli(now.get());
            }
        });
        String last = "";
        for (int i = 0; i < 20_000; i++) {
            now.addAndGet(i % 1000 == 0 ? -5 : 0);
            final String id = ids.next();
            assertThat(id).isGreaterThan(last);
            assertThat(VerdictIds.is(id)).isTrue();
            last = id;
        }
    }

    @Test
    void aClockThatWasFarAheadLeavesNoFutureBehind() {
        final Instant right = Instant.parse("2026-11-24T12:34:56.789Z");
        final Deque<Instant> times =
                new ArrayDeque<>(List.of(right, right.plus(Duration.ofDays(700)), right.plusMillis(5)));
        final VerdictIds ids = new VerdictIds(new Clock() {
            @Override
            public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(final java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return times.remove();
            }
        });
        ids.next();
        ids.next();
        assertThat(VerdictIds.time(ids.next())).isEqualTo(right.plusMillis(5));
    }

    @Test
    void theTimeOfAnIdIsThatOfTheClock() {
        final Instant time = Instant.parse("2026-11-24T12:34:56.789Z");
        assertThat(VerdictIds.time(new VerdictIds(Clock.fixed(time, ZoneOffset.UTC)).next()))
                .isEqualTo(time);
    }
}
