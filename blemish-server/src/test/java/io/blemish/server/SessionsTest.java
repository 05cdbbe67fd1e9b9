package io.blemish.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.server.users.PasswordHash;
import io.blemish.server.users.Role;
import io.blemish.server.users.User;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** When a session ends, by a clock of the test. */
class SessionsTest {
    private static final User KIM = new User("kim", Role.OPERATOR, PasswordHash.ofNobody());

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-29T08:00:00Z"));
    private final Sessions sessions = new Sessions(now::get);

    private void pass(final Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    @Test
    void aSessionThatIsNotUsedEnds() {
        final String id = sessions.begin(KIM);
        pass(Sessions.LONGEST_IDLE.minusSeconds(1));
        assertThat(sessions.find(id))
                .hasValueSatisfying(session -> assertThat(session.account()).isEqualTo(KIM));
        // To look at it is no use of it.
        pass(Duration.ofSeconds(1));
        assertThat(sessions.find(id)).isEmpty();
    }

    @Test
    void aSessionThatIsUsedEndsAfterAWeek() {
        final String id = sessions.begin(KIM);
        for (Duration used = Duration.ZERO; used.compareTo(Sessions.LONGEST) < 0; used = used.plusHours(6)) {
            assertThat(sessions.find(id)).isPresent();
            sessions.use(id);
            pass(Duration.ofHours(6));
        }
        assertThat(sessions.find(id)).isEmpty();
    }

    @Test
    void aSessionEndsWhenItsUserSignsOutAndEachHasAnIdentifierOfItsOwn() {
        final String first = sessions.begin(KIM);
        final String second = sessions.begin(KIM);
        assertThat(first).hasSize(43).isNotEqualTo(second);
        sessions.end(first);
        assertThat(sessions.find(first)).isEmpty();
        assertThat(sessions.find(second)).isPresent();
        assertThat(sessions.find("")).isEmpty();
    }

    @Test
    void whoSignsInAgainAndAgainEndsOwnSessionsAlone() {
        final String other = sessions.begin(new User("lee", Role.OPERATOR, KIM.password()));
        pass(Duration.ofSeconds(1));
        final String first = sessions.begin(KIM);
        pass(Duration.ofSeconds(1));
        for (int i = 1; i < 20; i++) {
            sessions.begin(KIM);
        }
        assertThat(sessions.find(first)).isPresent();
        sessions.begin(KIM);
        assertThat(sessions.find(first)).isEmpty();
        assertThat(sessions.find(other)).isPresent();
    }

    @Test
    void ofTooManyTheOneThatWasUsedLongestAgoEnds() {
        final String first = sessions.begin(KIM);
        pass(Duration.ofSeconds(1));
        final String second = sessions.begin(KIM);
        pass(Duration.ofSeconds(1));
        sessions.use(first);
        for (int i = 2; i < 1001; i++) {
            sessions.begin(new User("user" + i, Role.OPERATOR, KIM.password()));
        }
        assertThat(sessions.find(first)).isPresent();
        assertThat(sessions.find(second)).isEmpty();
    }
}
