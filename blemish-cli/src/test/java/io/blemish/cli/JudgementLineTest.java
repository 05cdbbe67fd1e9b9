package io.blemish.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.evaluation.Judgement;
import io.blemish.metric.AurocInterval;
import io.blemish.prediction.Calibration;
import io.blemish.prediction.FalseAlarmLimit;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JudgementLineTest {
    @Test
    void theCommandThatFindsMoreIsNamed() {
        final float[] good = new float[199];
        for (int i = 0; i < good.length; i++) {
            good[i] = i + 1;
        }
        final Judgement judgement = Judgement.of(
                Calibration.of(good, good, FalseAlarmLimit.DEFAULT),
                new float[] {197, 197, 300, 5},
                new boolean[] {true, true, true, false},
                Optional.of(new AurocInterval(0.6, 1)));
        assertThat(JudgementLine.of(judgement, Path.of("a part.blemish")))
                .isEqualTo(
                        "The threshold is too strict: it would find 100% of the defects instead of 33.3% if it accepted"
                                + " 2% false alarms. To accept them: blemish threshold 'a part.blemish' --max-false-alarms 0.02");
    }
}
