package io.blemish.spring;

import io.blemish.prediction.Decision;
import io.blemish.prediction.Prediction;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;

/** The metrics, under the names that Blemish's own server gives them, so that its dashboard shows an application's, too. */
final class MicrometerMetrics implements InspectionMetrics {
    private static final Duration[] LATENCIES = Arrays.stream(
                    new int[] {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000})
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    /** Scores divided by their model's threshold, because the scores of two models cannot be compared. */
    private static final double[] SCORES = {0.25, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 2, 4};

    private final MeterRegistry registry;
    private final MultiGauge models;

    MicrometerMetrics(final MeterRegistry registry) {
        this.registry = registry;
        this.models = MultiGauge.builder("blemish.model.info")
                .description("1 for the version of each model that serves")
                .register(registry);
    }

    @Override
    public void queue(final Supplier<Number> length, final int capacity) {
        Gauge.builder("blemish.queue.length", length)
                .description("Pictures that wait")
                .register(registry);
        Gauge.builder("blemish.queue.capacity", () -> capacity)
                .description("Pictures that may wait")
                .register(registry);
    }

    /** Verdicts are counted from 0: Prometheus sees an increase only between two values. */
    @Override
    public void serving(final Map<String, String> versions) {
        versions.forEach((model, version) -> {
            for (final Decision verdict : Decision.values()) {
                verdicts(model, version, verdict);
            }
        });
        models.register(
                versions.entrySet().stream()
                        .map(entry -> MultiGauge.Row.of(
                                Tags.of("model", entry.getKey(), "version", entry.getValue()), () -> 1))
                        .toList(),
                true);
    }

    @Override
    public void stages(final long queue, final long decode, final long network, final long score, final long total) {
        stage("queue", queue);
        stage("decode", decode);
        stage("network", network);
        stage("score", score);
        stage("total", total);
    }

    private void stage(final String name, final long nanos) {
        Timer.builder("blemish.stage")
                .description("Time that a request spent in each stage")
                .tag("stage", name)
                .serviceLevelObjectives(LATENCIES)
                .register(registry)
                .record(Duration.ofNanos(nanos));
    }

    @Override
    public void verdict(final String model, final String version, final Prediction prediction) {
        verdicts(model, version, prediction.verdict()).increment();
        if (prediction.threshold() > 0) {
            DistributionSummary.builder("blemish.score")
                    .description("Scores divided by the threshold of their model")
                    .tag("model", model)
                    .serviceLevelObjectives(SCORES)
                    .register(registry)
                    .record(prediction.score() / prediction.threshold());
        }
    }

    private Counter verdicts(final String model, final String version, final Decision verdict) {
        return Counter.builder("blemish.verdicts")
                .description("Verdicts given")
                .tags("model", model, "version", version, "verdict", word(verdict))
                .register(registry);
    }

    private static String word(final Decision verdict) {
        return switch (verdict) {
            case OK -> "normal";
            case REVIEW -> "review";
            case DEFECT -> "anomalous";
        };
    }

    @Override
    public void refused(final Problem problem) {
        Counter.builder("blemish.problems")
                .description("Requests answered with a problem")
                .tags("kind", problem.kind(), "status", String.valueOf(problem.status()))
                .register(registry)
                .increment();
    }
}
