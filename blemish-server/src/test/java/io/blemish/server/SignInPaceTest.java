package io.blemish.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How guesses of passwords are slowed down, by a clock of the test. */
@Tag("long")
class SignInPaceTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
    private final SignInPace pace = new SignInPace(now::get);

    private void pass(final Duration time) {
        now.addAndGet(time.toNanos());
    }

    private Optional<Duration> fail(final String name, final String address) {
        return pace.begin(name, address);
    }

    @Test
    void ofANameSomeFailAtOnceAndThenOneInTenSeconds() {
        for (int i = 0; i < 5; i++) {
            assertThat(fail("kim", "1.1.1." + i)).isEmpty();
        }
        assertThat(fail("kim", "1.1.1.9")).contains(Duration.ofSeconds(10));
        // What is refused costs nothing more.
        assertThat(fail("kim", "1.1.1.9")).contains(Duration.ofSeconds(10));
        assertThat(fail("lee", "1.1.1.9")).isEmpty();
        pass(Duration.ofSeconds(10));
        assertThat(fail("kim", "1.1.1.9")).isEmpty();
        assertThat(fail("kim", "1.1.1.9")).isPresent();
        pass(Duration.ofMinutes(1));
        for (int i = 0; i < 5; i++) {
            assertThat(fail("kim", "1.1.1.9")).isEmpty();
        }
    }

    @Test
    void ofAnAddressSomeFailAtOnceAndThenOneASecond() {
        for (int i = 0; i < 20; i++) {
            assertThat(fail("name " + i, "1.1.1.1")).isEmpty();
        }
        assertThat(fail("other", "1.1.1.1")).contains(Duration.ofSeconds(1));
        assertThat(fail("other", "2.2.2.2")).isEmpty();
    }

    @Test
    void theAddressesOfANetworkOfIpv6CountAsOne() {
        for (int i = 0; i < 20; i++) {
            assertThat(fail("name " + i, "2001:db8:0:1::" + i)).isEmpty();
        }
        assertThat(fail("other", "2001:db8:0:1:ffff::1")).isPresent();
        assertThat(fail("other", "2001:db8:0:2::1")).isEmpty();
    }

    @Test
    void whatIsTakenBackCostsNothing() {
        for (int i = 0; i < 100; i++) {
            assertThat(fail("kim", "1.1.1.1")).isEmpty();
            pace.takeBack("kim", "1.1.1.1");
        }
    }

    @Test
    void aUserGetsInFromAKnownAddressHoweverManyGuessElsewhere() {
        assertThat(pace.begin("kim", "1.1.1.1")).isEmpty();
        pace.succeed("kim", "1.1.1.1");
        for (int i = 0; i < 100; i++) {
            fail("kim", "9.9.9." + i);
        }
        assertThat(fail("kim", "2.2.2.2")).isPresent();
        assertThat(pace.begin("kim", "1.1.1.1")).isEmpty();
        pace.succeed("kim", "1.1.1.1");
        for (int i = 0; i < 5; i++) {
            assertThat(fail("kim", "1.1.1.1")).isEmpty();
        }
        assertThat(fail("kim", "1.1.1.1")).isPresent();
    }

    @Test
    void successCostsNothing() {
        for (int i = 0; i < 100; i++) {
            assertThat(pace.begin("kim", "1.1.1.1")).isEmpty();
            pace.succeed("kim", "1.1.1.1");
        }
    }

    @Test
    void manyNamesAreRememberedOnlyAsOne() {
        for (int i = 0; i < 20_000; i++) {
            fail("name " + i, "address " + i);
        }
        assertThat(fail("one more", "from elsewhere")).isPresent();
        pass(Duration.ofMinutes(1));
        assertThat(fail("one more", "from elsewhere")).isEmpty();
    }
}
