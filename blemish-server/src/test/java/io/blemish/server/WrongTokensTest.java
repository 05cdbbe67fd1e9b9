package io.blemish.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WrongTokensTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final WrongTokens wrong = new WrongTokens(now::get);

    private void guess(final String address, final int times) {
        for (int i = 0; i < times; i++) {
            wrong.delay(address);
        }
    }

    @Test
    void theFirstAreAnsweredAtOnceAndTheNextOneASecond() {
        guess("a", 19);
        assertThat(wrong.delay("a")).isZero();
        assertThat(wrong.delay("a")).isEqualTo(Duration.ofSeconds(1));
        assertThat(wrong.delay("a")).isEqualTo(Duration.ofSeconds(2));
        assertThat(wrong.delay("b")).as("another address").isZero();
    }

    @Test
    void noneWaitsForLongAndWhoeverStopsIsForgiven() {
        guess("a", 10_000);
        assertThat(wrong.delay("a")).isEqualTo(Duration.ofSeconds(10));
        now.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(wrong.delay("a")).isZero();
    }

    @Test
    void manyAddressesAreSlowedDownTogether() {
        for (int i = 0; i < 11_000; i++) {
            wrong.delay("address " + i);
        }
        assertThat(wrong.delay("one more")).isPositive();
        now.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(wrong.delay("one more")).isZero();
    }
}
