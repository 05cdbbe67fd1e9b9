package io.blemish.server;

import io.blemish.prediction.Decision;
import io.blemish.prediction.Prediction;
import io.blemish.server.camera.Camera;
import io.blemish.server.camera.CameraState;
import io.blemish.server.http.ProblemKind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** The metrics for Prometheus: times of every stage, queue, verdicts, scores, models, problems, the JVM. */
final class Metrics implements AutoCloseable {
    private static final Duration[] LATENCIES = Arrays.stream(
                    new int[] {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000})
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    /** Scores divided by their model's threshold, because the scores of two models cannot be compared. */
    private static final double[] SCORES = {0.25, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 2, 4};

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final MultiGauge models = MultiGauge.builder("blemish.model.info")
            .description("1 for the active version of each model")
            .register(registry);
    private final MultiGauge drift = MultiGauge.builder("blemish.drift")
            .description("1 if the pictures of a model no longer look like those that it learned from")
            .register(registry);
    private final MultiGauge driftEvidence = MultiGauge.builder("blemish.drift.evidence")
            .description("Natural logarithm of the evidence of drift, which is told at 4.6")
            .register(registry);
    private final ShadowMetrics shadows = new ShadowMetrics(registry);
    private final Timer receive = stage("receive");
    private final Timer queue = stage("queue");
    private final Timer decode = stage("decode");
    private final Timer network = stage("network");
    private final Timer score = stage("score");
    private final Timer record = stage("record");
    private final Timer total = stage("total");
    private final DistributionSummary batch = DistributionSummary.builder("blemish.batch.pictures")
            .description("Pictures that went through the network together")
            .register(registry);

    Metrics() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        collections.bindTo(registry);
    }

    private Timer stage(final String name) {
        return Timer.builder("blemish.stage")
                .description("Time that a request spent in each stage")
                .tag("stage", name)
                .serviceLevelObjectives(LATENCIES)
                .register(registry);
    }

    void queue(final Supplier<Number> length, final int capacity) {
        Gauge.builder("blemish.queue.length", length)
                .description("Pictures that wait")
                .register(registry);
        Gauge.builder("blemish.queue.capacity", () -> capacity)
                .description("Pictures that may wait")
                .register(registry);
    }

    void stored(final Supplier<Number> bytes, final long limit) {
        Gauge.builder("blemish.kept", bytes)
                .description("Pictures and maps that are kept")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("blemish.keep", () -> limit)
                .description("Limit above which the oldest pictures and maps are deleted")
                .baseUnit("bytes")
                .register(registry);
    }

    void received(final long nanos) {
        receive.record(Duration.ofNanos(nanos));
    }

    void batch(final int pictures) {
        batch.record(pictures);
    }

    void stages(final StageTimes times) {
        queue.record(Duration.ofNanos(times.queue()));
        decode.record(Duration.ofNanos(times.decode()));
        network.record(Duration.ofNanos(times.network()));
        score.record(Duration.ofNanos(times.score()));
    }

    void answered(final long recordNanos, final long totalNanos) {
        record.record(Duration.ofNanos(recordNanos));
        total.record(Duration.ofNanos(totalNanos));
    }

    void verdict(final String model, final String version, final Prediction prediction) {
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

    /** The words of the first version of these metrics, and one for the third verdict. */
    private static String word(final Decision verdict) {
        return switch (verdict) {
            case OK -> "normal";
            case REVIEW -> "review";
            case DEFECT -> "anomalous";
        };
    }

    void waitingForReview(final Supplier<Number> pictures) {
        Gauge.builder("blemish.review.waiting", pictures)
                .description("Pictures that wait for a person")
                .register(registry);
    }

    /** What is told of shadows. */
    ShadowMetrics shadows() {
        return shadows;
    }

    /** Counts a picture of a watched folder. */
    void watched(final String model, final String outcome) {
        Counter.builder("blemish.watched")
                .description("Pictures taken from watched folders")
                .tags("model", model, "outcome", outcome)
                .register(registry)
                .increment();
    }

    /** Shows how a camera is. */
    void camera(final CameraJudge judge) {
        final Camera camera = judge.camera();
        Gauge.builder("blemish.camera.live", () -> camera.status().state() == CameraState.LIVE ? 1 : 0)
                .description("1 if frames of the camera come")
                .tag("camera", camera.name())
                .register(registry);
        FunctionCounter.builder(
                        "blemish.camera.frames", camera, one -> one.status().seen())
                .description("Frames that were received")
                .tag("camera", camera.name())
                .register(registry);
        cameraOutcome(judge, "judged", CameraJudge::judged);
        cameraOutcome(judge, "dropped", CameraJudge::dropped);
        cameraOutcome(judge, "refused", CameraJudge::refused);
    }

    private void cameraOutcome(
            final CameraJudge judge, final String outcome, final ToDoubleFunction<CameraJudge> count) {
        FunctionCounter.builder("blemish.camera.pictures", judge, count)
                .description("Frames that were to be judged")
                .tags("camera", judge.camera().name(), "model", judge.model().text(), "outcome", outcome)
                .register(registry);
    }

    /** Shows how many verdicts a program is still to get. */
    void outbox(final String target, final Supplier<Number> waiting, final Supplier<Number> failed) {
        Gauge.builder("blemish.outbox.waiting", waiting)
                .description("Verdicts that are to be delivered")
                .tag("target", target)
                .register(registry);
        Gauge.builder("blemish.outbox.failed", failed)
                .description("Verdicts that were not delivered and are not tried again by themselves")
                .tag("target", target)
                .register(registry);
        delivery(target, 0, true);
        delivery(target, 0, false);
    }

    /** Counts an attempt to deliver a verdict. */
    void delivery(final String target, final boolean taken) {
        delivery(target, 1, taken);
    }

    private void delivery(final String target, final int count, final boolean taken) {
        Counter.builder("blemish.deliveries")
                .description("Attempts to deliver a verdict")
                .tags("target", target, "outcome", taken ? "delivered" : "failed")
                .register(registry)
                .increment(count);
    }

    void problem(final ProblemKind kind) {
        Counter.builder("blemish.problems")
                .description("Requests answered with a problem")
                .tags("kind", kind.slug(), "status", String.valueOf(kind.status()))
                .register(registry)
                .increment();
    }

    /**
     * Sets the active version of each model. Its verdicts are counted from 0: Prometheus sees an increase only between two
     * values, so a counter that appears with the first anomalous picture would hide that picture.
     */
    void models(final Map<String, String> versions) {
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

    /** Sets the models whose pictures are watched for drift. */
    void drift(final Set<String> names, final DriftWatch watch) {
        drift.register(
                rows(
                        names,
                        name -> watch.found(name)
                                .filter(found -> found.state().drift())
                                .map(found -> 1)
                                .orElse(0)),
                true);
        driftEvidence.register(
                rows(
                        names,
                        name -> watch.found(name)
                                .map(found -> found.state().logEvidence())
                                .orElse(Double.NaN)),
                true);
    }

    private static List<MultiGauge.Row<?>> rows(final Set<String> models, final Function<String, Number> value) {
        return models.stream()
                .<MultiGauge.Row<?>>map(model -> MultiGauge.Row.of(Tags.of("model", model), () -> value.apply(model)))
                .toList();
    }

    /** All metrics in Prometheus' text format. */
    String text() {
        return registry.scrape();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
