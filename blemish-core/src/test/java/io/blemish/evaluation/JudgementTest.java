package io.blemish.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.artifact.Json;
import io.blemish.metric.AurocInterval;
import io.blemish.prediction.Calibration;
import io.blemish.prediction.FalseAlarmLimit;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JudgementTest {
    /** The scores 1, 2, … of good pictures. */
    private static Calibration calibration(final int pictures) {
        final float[] scores = new float[pictures];
        for (int i = 0; i < pictures; i++) {
            scores[i] = i + 1;
        }
        return Calibration.of(scores, scores, FalseAlarmLimit.DEFAULT);
    }

    /** Ten good pictures with a score of 5, and defective ones. */
    private static Judgement judged(final Calibration calibration, final double low, final float... defects) {
        final float[] scores = Arrays.copyOf(defects, defects.length + 10);
        Arrays.fill(scores, defects.length, scores.length, 5);
        final boolean[] anomalous = new boolean[scores.length];
        Arrays.fill(anomalous, 0, defects.length, true);
        return Judgement.of(calibration, scores, anomalous, Optional.of(new AurocInterval(low, 1)));
    }

    @Test
    void threePicturesAreTooFew() {
        final Judgement judgement = Judgement.of(calibration(3));
        assertThat(judgement.kind()).isEqualTo(Judgement.Kind.TOO_FEW_PICTURES);
        assertThat(judgement.sentence())
                .isEqualTo(
                        "Too few pictures: 3 good pictures cannot tell what is normal. Give at least 19, better 99.");
        assertThat(judged(calibration(18), 0.9, 100, 100).kind()).isEqualTo(Judgement.Kind.TOO_FEW_PICTURES);
    }

    @Test
    void withoutDefectsAModelIsNotTested() {
        assertThat(Judgement.of(calibration(19)).kind()).isEqualTo(Judgement.Kind.NOT_TESTED);
        assertThat(Judgement.of(calibration(19), new float[] {1}, new boolean[1], Optional.empty())
                        .kind())
                .isEqualTo(Judgement.Kind.NOT_TESTED);
    }

    @Test
    void anIntervalThatHoldsACoinIsGuessing() {
        assertThat(judged(calibration(100), 0.5, 200, 200).kind()).isEqualTo(Judgement.Kind.NO_BETTER_THAN_GUESSING);
        assertThat(judged(calibration(100), 0.501, 200, 200).kind()).isEqualTo(Judgement.Kind.USABLE);
    }

    @Test
    void aThresholdIsTooStrictIfTwoPercentFindManyMore() {
        // Of 199 scores at most one may lie above the threshold for 1%, three above that for 2%.
        final Judgement judgement = judged(calibration(199), 0.6, 197, 197, 197, 300, 300);
        assertThat(judgement.kind()).isEqualTo(Judgement.Kind.THRESHOLD_TOO_STRICT);
        assertThat(judgement.sentence())
                .isEqualTo(
                        "The threshold is too strict: it would find 100% of the defects instead of 40% if it accepted 2%"
                                + " false alarms.");
    }

    @Test
    void aModelThatFindsAllDefectsAndRefusesGoodPicturesIsNotUsable() {
        // The ten good pictures have a score of 5.
        final Judgement judgement = judged(calibration(199).at(4), 0.6, 300, 300);
        assertThat(judgement.kind()).isEqualTo(Judgement.Kind.TOO_MANY_FALSE_ALARMS);
        assertThat(judgement.sentence())
                .isEqualTo(
                        "Too many false alarms: 100% of the good pictures raise one. Fit it to more good pictures like these,"
                                + " or raise the threshold.");
    }

    @Test
    void aFewMoreFindsAreNotWorthMoreFalseAlarms() {
        final float[] defects = new float[11];
        Arrays.fill(defects, 300);
        defects[0] = 197;
        final Judgement judgement = judged(calibration(199), 0.6, defects);
        assertThat(judgement.kind()).isEqualTo(Judgement.Kind.USABLE);
        assertThat(judgement.sentence())
                .isEqualTo("Usable: it finds 90.9% of the defects, and 0% of the good pictures raise a false alarm.");
        assertThat(judgement.better()).isNull();
    }

    @Test
    void aModelThatMissesMostAtAnyThresholdFindsLittle() {
        final Judgement same = judged(calibration(199), 0.6, 10, 10, 10, 300);
        assertThat(same.kind()).isEqualTo(Judgement.Kind.FINDS_LITTLE);
        assertThat(same.sentence())
                .contains("25% of the defects, and no threshold with up to 5% false alarms finds many more");
        final Judgement more = judged(calibration(199), 0.6, 10, 10, 10, 192, 300);
        assertThat(more.kind()).isEqualTo(Judgement.Kind.FINDS_LITTLE);
        assertThat(more.sentence()).contains("20% of the defects, and 40% if it accepted 5% false alarms");
    }

    @Test
    void whatIsWrittenIsRead() {
        final Judgement judgement = judged(calibration(199), 0.6, 197, 300);
        final byte[] json = Json.document(judgement);
        assertThat(new String(json, java.nio.charset.StandardCharsets.UTF_8)).contains("\"threshold_too_strict\"");
        assertThat(Json.read(json, Judgement.class, "judgement")).isEqualTo(judgement);
    }
}
