package io.blemish.server.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.image.Preprocessing;
import io.blemish.prediction.Decision;
import io.blemish.prediction.Region;
import io.blemish.server.history.VerdictFilter.Labelled;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The tests that a history must pass with each database. */
abstract class HistoryContract {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final String HASH = "0".repeat(64);

    /** An empty history. */
    abstract History history();

    private static Verdict verdict(final Instant time, final String model, final float score) {
        final String id = new VerdictIds(Clock.fixed(time, ZoneOffset.UTC)).next();
        return new Verdict(
                id,
                model,
                "0123456789ab",
                Optional.of("기어 'a\"; --"),
                score,
                1f,
                Optional.of(0.8f),
                0.9f,
                score > 1,
                640,
                480,
                score > 1 ? List.of(new Region(1, 2, 3, 4, 5, score, 2, 3)) : List.of(),
                HASH,
                Optional.empty(),
                Optional.empty());
    }

    private static VerdictFilter filter(
            final Optional<Instant> from,
            final Optional<Instant> to,
            final Optional<String> model,
            final Optional<Boolean> anomalous,
            final Optional<Labelled> label,
            final Optional<Double> min,
            final Optional<Double> max) {
        return new VerdictFilter(
                from, to, model, Optional.empty(), anomalous, Optional.empty(), label, Optional.empty(), min, max);
    }

    @Test
    void aVerdictIsInTheOutboxOfThoseWhoWantItUntilItIsDeliveredOrFails() {
        final Outbox outbox = history().outbox();
        history().record(List.of(verdict(NOON, "plate", 2f)));
        outbox.subscribe(List.of(
                new Subscription("all", EnumSet.allOf(Decision.class)),
                new Subscription("defects", EnumSet.of(Decision.DEFECT))));
        final Verdict ok = verdict(NOON.plusMillis(1), "plate", 0.5f);
        final Verdict defect = verdict(NOON.plusMillis(2), "lid", 1.5f);
        history().record(List.of(ok, defect));

        final List<Letter> all = outbox.first("all", List.of(), 9);
        assertThat(all).extracting(Letter::verdict).containsExactly(ok, defect);
        assertThat(outbox.first("all", List.of("plate"), 9)).containsExactly(all.get(1));
        assertThat(outbox.first("all", List.of(), 1)).containsExactly(all.get(0));
        assertThat(outbox.first("defects", List.of(), 9))
                .extracting(Letter::verdict)
                .containsExactly(defect);

        outbox.failed(all.get(0).number(), "It is too large.");
        outbox.delivered(List.of(all.get(1)));
        assertThat(outbox.waiting("all")).isZero();
        assertThat(outbox.failed("all")).isEqualTo(1);
        assertThat(outbox.waiting("defects")).isEqualTo(1);
        assertThat(outbox.failed(0, 9))
                .containsExactly(
                        new FailedLetter(all.get(0).number(), "all", ok.id(), NOON.plusMillis(1), "It is too large."));
        assertThat(outbox.failed(all.get(0).number(), 9)).isEmpty();
        assertThat(outbox.resend(Optional.empty())).isEqualTo(1);
        assertThat(outbox.first("all", List.of(), 9)).containsExactly(all.get(0));
    }

    @Test
    void aFileIsTakenOnceWithItsVerdictOrWithout() {
        final TakenFile file = new TakenFile("/camera", "기어.png", 1000, NOON.toEpochMilli());
        final TakenFile broken = new TakenFile("/camera", "broken.png", 10, NOON.toEpochMilli());
        assertThat(history().taken(file)).isEqualTo(History.Taken.NOT_YET);
        final Verdict first = verdict(NOON, "plate", 0.5f);
        history().record(List.of(first), Optional.of(file));
        history().refused(broken);
        assertThat(history().taken(file)).isEqualTo(History.Taken.JUDGED);
        assertThat(history().taken(broken)).isEqualTo(History.Taken.REFUSED);

        final Verdict second = verdict(NOON.plusMillis(1), "plate", 0.5f);
        assertThatThrownBy(() -> history().record(List.of(second), Optional.of(file)))
                .isInstanceOf(HistoryException.class);
        assertThat(history().find(second.id())).isEmpty();
    }

    @Test
    void whatAPersonIsToLookAtIsCountedUntilItIsLabelled() {
        final Verdict ok = verdict(NOON, "plate", 0.8f);
        final Verdict review = verdict(NOON.plusMillis(1), "plate", 0.9f);
        final Verdict another = verdict(NOON.plusMillis(2), "plate", 1f);
        final Verdict defect = verdict(NOON.plusMillis(3), "plate", 1.1f);
        history().record(List.of(ok, review, another, defect));

        assertThat(history().newest(reviewed(true), Optional.empty(), 9)).containsExactly(another, review);
        assertThat(history().newest(reviewed(false), Optional.empty(), 9)).containsExactly(defect, ok);
        assertThat(history().waitingForReview()).isEqualTo(2);
        assertThat(history()
                        .summary(VerdictFilter.ALL, NOON, NOON.plusSeconds(1), 1)
                        .get(0)
                        .review())
                .isEqualTo(2);

        final Label good = new Label(Label.Opinion.GOOD, Optional.empty());
        assertThat(history()
                        .label(review.id(), Optional.of(good))
                        .orElseThrow()
                        .verdict()
                        .label())
                .contains(good);
        assertThat(history().waitingForReview()).isEqualTo(1);
    }

    private static VerdictFilter reviewed(final boolean wanted) {
        return new VerdictFilter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(wanted),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void aVerdictIsFoundAsItWasRecorded() {
        final Verdict verdict = verdict(NOON, "plate", 1.2345678f);
        history().record(List.of(verdict));

        assertThat(history().find(verdict.id())).hasValue(verdict);
        assertThat(verdict.time()).isEqualTo(NOON);
    }

    @Test
    void filtersAgreeWithAPlainLoop() {
        final Random random = new Random(7);
        final List<Verdict> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            all.add(verdict(NOON.plusSeconds(i), random.nextBoolean() ? "plate" : "gear", random.nextInt(200) / 100f));
        }
        history().record(all);
        for (int trial = 0; trial < 50; trial++) {
            final Optional<Instant> from = maybe(random, NOON.plusSeconds(random.nextInt(200)));
            final Optional<Instant> to = maybe(random, NOON.plusSeconds(random.nextInt(200)));
            final Optional<String> model = maybe(random, "plate");
            final Optional<Boolean> anomalous = maybe(random, random.nextBoolean());
            final Optional<Double> min = maybe(random, 0.5);
            final Optional<Double> max = maybe(random, 1.5);
            final List<String> expected = all.stream()
                    .filter(v -> from.map(t -> !v.time().isBefore(t)).orElse(true))
                    .filter(v -> to.map(t -> v.time().isBefore(t)).orElse(true))
                    .filter(v -> model.map(v.model()::equals).orElse(true))
                    .filter(v -> anomalous.map(a -> a == v.anomalous()).orElse(true))
                    .filter(v -> min.map(s -> v.score() >= s).orElse(true))
                    .filter(v -> max.map(s -> v.score() <= s).orElse(true))
                    .map(Verdict::id)
                    .sorted()
                    .toList();
            final VerdictFilter filter = filter(from, to, model, anomalous, Optional.empty(), min, max);
            assertThat(history().oldest(filter, Optional.empty(), 500))
                    .extracting(Verdict::id)
                    .containsExactlyElementsOf(expected);
        }
    }

    private static <T> Optional<T> maybe(final Random random, final T value) {
        return random.nextBoolean() ? Optional.of(value) : Optional.empty();
    }

    @Test
    void aPageContinuesWhereTheLastOneEnded() {
        history()
                .record(IntStream.range(0, 7)
                        .mapToObj(i -> verdict(NOON.plusMillis(i), "plate", 0))
                        .toList());

        final List<Verdict> first = history().newest(VerdictFilter.ALL, Optional.empty(), 4);
        final List<Verdict> second =
                history().newest(VerdictFilter.ALL, Optional.of(first.get(3).id()), 4);

        assertThat(first).hasSize(4);
        assertThat(second).hasSize(3);
        assertThat(first.get(3).id()).isGreaterThan(second.get(0).id());
    }

    @Test
    void labelsAreSetFilteredAndRemoved() {
        final Verdict verdict = verdict(NOON, "plate", 2);
        history().record(List.of(verdict));
        final Label wrong = new Label(Label.Opinion.WRONG, Optional.of("dust"));

        assertThat(history()
                        .label(verdict.id(), Optional.of(wrong))
                        .orElseThrow()
                        .verdict()
                        .label())
                .hasValue(wrong);
        assertThat(labelled(Labelled.WRONG)).hasSize(1);
        assertThat(labelled(Labelled.RIGHT)).isEmpty();
        assertThat(labelled(Labelled.NONE)).isEmpty();
        history().label(verdict.id(), Optional.empty());
        assertThat(labelled(Labelled.NONE)).hasSize(1);
        assertThat(history().label(new VerdictIds(Clock.systemUTC()).next(), Optional.of(wrong)))
                .isEmpty();
    }

    @Test
    void labelsAreCountedByWhatThePictureShows() {
        final List<Verdict> plates = List.of(
                verdict(NOON, "plate", 0.5f),
                verdict(NOON.plusMillis(1), "plate", 0.6f),
                verdict(NOON.plusMillis(2), "plate", 0.9f),
                verdict(NOON.plusMillis(3), "plate", 0.95f),
                verdict(NOON.plusMillis(4), "plate", 2f),
                verdict(NOON.plusMillis(5), "plate", 3f),
                verdict(NOON.plusMillis(6), "plate", 4f));
        final List<Label.Opinion> opinions = List.of(
                Label.Opinion.RIGHT,
                Label.Opinion.WRONG,
                Label.Opinion.GOOD,
                Label.Opinion.DEFECT,
                Label.Opinion.RIGHT,
                Label.Opinion.RIGHT,
                Label.Opinion.WRONG);
        history().record(plates);
        final Verdict ring = verdict(NOON.plusMillis(7), "ring", 0.5f);
        history().record(List.of(ring));
        history().record(List.of(verdict(NOON.plusMillis(8), "ring", 0.6f)));
        assertThat(history().labelledCounts(VerdictFilter.ALL)).isEmpty();
        for (int i = 0; i < plates.size(); i++) {
            history().label(plates.get(i).id(), Optional.of(new Label(opinions.get(i), Optional.empty())));
        }
        history().label(ring.id(), Optional.of(new Label(Label.Opinion.WRONG, Optional.empty())));
        assertThat(history().labelledCounts(VerdictFilter.ALL))
                .containsExactly(
                        new LabelledCounts("plate", "0123456789ab", 4, 1, 1, 3, 1, 1),
                        new LabelledCounts("ring", "0123456789ab", 1, 1, 0, 0, 0, 0));
        assertThat(history()
                        .labelledCounts(filter(
                                Optional.of(NOON.plusMillis(1)),
                                Optional.of(NOON.plusMillis(5)),
                                Optional.of("plate"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty())))
                .containsExactly(new LabelledCounts("plate", "0123456789ab", 3, 1, 1, 1, 0, 1));
    }

    private List<Verdict> labelled(final Labelled label) {
        return history()
                .newest(
                        filter(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(label),
                                Optional.empty(),
                                Optional.empty()),
                        Optional.empty(),
                        10);
    }

    @Test
    void theSummaryCountsEveryInterval() {
        history()
                .record(List.of(
                        verdict(NOON, "plate", 0.5f),
                        verdict(NOON.plusSeconds(59), "plate", 1.5f),
                        verdict(NOON.plusSeconds(60), "plate", 2.5f),
                        verdict(NOON.plusSeconds(180), "plate", 9f)));

        final List<TimeBucket> buckets = history().summary(VerdictFilter.ALL, NOON, NOON.plusSeconds(180), 3);

        assertThat(buckets).extracting(TimeBucket::count).containsExactly(2L, 1L, 0L);
        assertThat(buckets).extracting(TimeBucket::anomalous).containsExactly(1L, 1L, 0L);
        assertThat(buckets.get(0).meanScore().orElseThrow()).isEqualTo(1.0);
        assertThat(buckets.get(2).maxScore()).isEmpty();
        assertThat(buckets.get(2).to()).isEqualTo(NOON.plusSeconds(180));
    }

    @Test
    void aWriteThatFailsDoesNotMakeOthersFail() throws Exception {
        final Verdict known = verdict(NOON, "plate", 0);
        history().record(List.of(known));
        final List<Thread> threads = new ArrayList<>();
        final List<Verdict> good = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            final Verdict verdict = verdict(NOON.plusSeconds(i + 1L), "plate", 0);
            good.add(verdict);
            threads.add(new Thread(() -> history().record(List.of(verdict))));
            // A second verdict with the same identifier violates the primary key.
            threads.add(new Thread(() -> {
                try {
                    history().record(List.of(known));
                } catch (final HistoryException e) {
                    assertThat(e).hasMessageContaining("history");
                }
            }));
        }
        threads.forEach(Thread::start);
        for (final Thread thread : threads) {
            thread.join();
        }

        assertThat(good)
                .allSatisfy(verdict -> assertThat(history().find(verdict.id())).isPresent());
    }

    @Test
    void preprocessingIsRecordedOnceForEachVersion() {
        history().recordVersion("0123456789ab", Preprocessing.PAPER);
        history().recordVersion("0123456789ab", Preprocessing.PAPER);

        assertThat(history().preprocessing("0123456789ab")).hasValue(Preprocessing.PAPER);
        assertThat(history().preprocessing("none")).isEmpty();
        assertThat(history().healthy()).isTrue();
    }

    private static final String SHADOW = "ba9876543210";

    private Verdict followed(final int millis, final float score, final Decision ofShadow) {
        final Verdict verdict = verdict(NOON.plusMillis(millis), "plate", score);
        history().record(List.of(verdict));
        history().shadows().record(verdict.id(), new ShadowResult.Judged(SHADOW, 3f, 4f, Optional.of(2f), ofShadow));
        return verdict;
    }

    private List<String> compared(final boolean differs) {
        final VerdictFilter filter = new VerdictFilter(
                Optional.empty(),
                Optional.empty(),
                Optional.of("plate"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(differs),
                Optional.empty(),
                Optional.empty());
        return history().oldest(filter, Optional.empty(), 99).stream()
                .map(Verdict::id)
                .toList();
    }

    @Test
    void verdictsThatTheShadowContradictsAreFoundAndCounted() {
        final Verdict ok = followed(1, 0.5f, Decision.OK);
        final Verdict missed = followed(2, 0.6f, Decision.DEFECT);
        final Verdict review = followed(3, 0.9f, Decision.OK);
        final Verdict defect = followed(4, 2f, Decision.DEFECT);
        final Verdict alarm = followed(5, 3f, Decision.REVIEW);
        final Verdict alone = verdict(NOON.plusMillis(6), "plate", 1.5f);
        final Verdict failed = verdict(NOON.plusMillis(7), "plate", 0.1f);
        history().record(List.of(alone, failed, verdict(NOON.plusMillis(8), "lid", 9f)));
        history().shadows().record(failed.id(), new ShadowResult.Failed(SHADOW, "It is too dark."));

        assertThat(compared(true)).containsExactly(missed.id(), review.id(), alarm.id());
        assertThat(compared(false)).containsExactly(ok.id(), defect.id());
        assertThat(history().find(review.id()).orElseThrow().shadow())
                .contains(new ShadowResult.Judged(SHADOW, 3f, 4f, Optional.of(2f), Decision.OK));
        assertThat(history().find(failed.id()).orElseThrow().shadow())
                .contains(new ShadowResult.Failed(SHADOW, "It is too dark."));
        assertThat(history().find(alone.id()).orElseThrow().shadow()).isEmpty();

        final Label right = new Label(Label.Opinion.RIGHT, Optional.empty());
        final Label wrong = new Label(Label.Opinion.WRONG, Optional.empty());
        history().label(missed.id(), Optional.of(wrong));
        history().label(defect.id(), Optional.of(right));
        history().label(alarm.id(), Optional.of(wrong));
        history().label(alone.id(), Optional.of(wrong));
        final ShadowCounts counts = history()
                .shadows()
                .counts(new ShadowResults.Pair("plate", ok.version(), SHADOW, NOON, Optional.empty()));
        assertThat(counts.verdicts()).isEqualTo(7);
        assertThat(counts.judged()).isEqualTo(5);
        assertThat(counts.failed()).isEqualTo(1);
        assertThat(counts.lastProblem()).contains("It is too dark.");
        assertThat(counts.pictures(Decision.OK, Decision.OK)).isEqualTo(1);
        assertThat(counts.pictures(Decision.OK, Decision.DEFECT)).isEqualTo(1);
        assertThat(counts.pictures(Decision.REVIEW, Decision.OK)).isEqualTo(1);
        assertThat(counts.pictures(Decision.DEFECT, Decision.DEFECT)).isEqualTo(1);
        assertThat(counts.pictures(Decision.DEFECT, Decision.REVIEW)).isEqualTo(1);
        assertThat(counts.active()).isEqualTo(new LabelledCounts("plate", ok.version(), 2, 1, 0, 1, 1, 0));
        assertThat(counts.shadow()).isEqualTo(new LabelledCounts("plate", SHADOW, 2, 0, 0, 1, 0, 1));
        assertThat(counts.onlyActiveRight()).isZero();
        assertThat(counts.onlyShadowRight()).isEqualTo(2);

        final ShadowCounts later = history()
                .shadows()
                .counts(new ShadowResults.Pair(
                        "plate", ok.version(), SHADOW, NOON.plusMillis(2), Optional.of(NOON.plusMillis(4))));
        assertThat(later.verdicts()).isEqualTo(2);
        assertThat(later.lastProblem()).isEmpty();
    }
}
