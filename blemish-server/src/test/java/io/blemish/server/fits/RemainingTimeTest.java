package io.blemish.server.fits;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.server.fits.FitLine.Step;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The time that is left in a stage follows from its steps so far. */
class RemainingTimeTest {
    private final RemainingTime remaining = new RemainingTime();

    private FitProgress after(final String stage, final long done, final int seconds) {
        return remaining.after(
                new Step(stage, done, 10), Duration.ofSeconds(seconds).toNanos());
    }

    @Test
    void theTimeLeftIsKnownAfterSomeStepsOfEachStage() {
        assertThat(after("embedding", 1, 0).secondsLeft()).isEmpty();
        assertThat(after("embedding", 3, 4).secondsLeft()).contains(14.0);
        assertThat(after("embedding", 10, 18).secondsLeft()).contains(0.0);
        assertThat(after("coreset", 1, 19).secondsLeft()).isEmpty();
        assertThat(after("coreset", 6, 24).secondsLeft()).contains(4.0);
        // The coreset of the next view.
        assertThat(after("coreset", 1, 25).secondsLeft()).isEmpty();
        assertThat(after("coreset", 2, 27).secondsLeft()).contains(16.0);
    }
}
