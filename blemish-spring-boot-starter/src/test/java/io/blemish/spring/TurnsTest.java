package io.blemish.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.spring.InspectionRefusedException.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who may judge a picture, and who is refused. */
class TurnsTest {
    @Test
    void oneMoreThanMayWaitIsRefusedAtOnce() {
        final Turns turns = new Turns(1, 0, Duration.ofDays(1));
        turns.take();
        assertRefused(turns, Reason.OVERLOADED);
        turns.end();
        assertThatCode(turns::take).doesNotThrowAnyException();
    }

    @Test
    void aWaitEndsAtTheDeadlineAndGivesItsPlaceBack() {
        final Turns turns = new Turns(1, 1, Duration.ofMillis(1));
        turns.take();
        assertRefused(turns, Reason.DEADLINE);
        assertRefused(turns, Reason.DEADLINE);
        assertThat(turns.waiting()).isZero();
    }

    private static void assertRefused(final Turns turns, final Reason reason) {
        assertThatThrownBy(turns::take)
                .isInstanceOfSatisfying(
                        InspectionRefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }
}
