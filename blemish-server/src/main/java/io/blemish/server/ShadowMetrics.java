package io.blemish.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/** The metrics of shadows. */
final class ShadowMetrics {
    private final MeterRegistry registry;

    ShadowMetrics(final MeterRegistry registry) {
        this.registry = registry;
    }

    void queue(final Supplier<Number> length) {
        Gauge.builder("blemish.shadow.queue.length", length)
                .description("Pictures that wait for a shadow")
                .register(registry);
    }

    /** Shows all counters of a model that has a shadow, so that none appears with its first increase. */
    void begin(final String model) {
        verdicts(model, true);
        verdicts(model, false);
        missedOf(model);
        failedAt(model);
    }

    /** Counts a verdict of a shadow. */
    void judged(final String model, final boolean agrees) {
        verdicts(model, agrees).increment();
    }

    private Counter verdicts(final String model, final boolean agrees) {
        return Counter.builder("blemish.shadow.verdicts")
                .description("Verdicts of shadows, by whether they are those of the active version")
                .tags("model", model, "agrees", String.valueOf(agrees))
                .register(registry);
    }

    /** Counts a picture for which there was no capacity to spare, or whose result could not be recorded. */
    void missed(final String model) {
        missedOf(model).increment();
    }

    private Counter missedOf(final String model) {
        return Counter.builder("blemish.shadow.missed")
                .description("Pictures that a shadow did not judge")
                .tag("model", model)
                .register(registry);
    }

    /** Counts a picture at which a shadow failed. */
    void failed(final String model) {
        failedAt(model).increment();
    }

    private Counter failedAt(final String model) {
        return Counter.builder("blemish.shadow.failed")
                .description("Pictures at which a shadow failed")
                .tag("model", model)
                .register(registry);
    }
}
