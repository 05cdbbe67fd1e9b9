package io.blemish.server;

import io.blemish.drift.DriftMonitor;
import io.blemish.drift.DriftOptions;
import io.blemish.drift.DriftState;
import io.blemish.drift.Observation;
import io.blemish.model.Model;
import io.blemish.server.models.BorrowedModel;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches the pictures of every model for drift. A watch begins when a version becomes active, when the server starts, and when
 * an admin wishes so; what was seen before is not kept.
 */
final class DriftWatch {
    private final Supplier<Instant> clock;
    private final Map<String, Watch> watches = new ConcurrentHashMap<>();

    DriftWatch(final Supplier<Instant> clock) {
        this.clock = clock;
    }

    /** The watch of one version. */
    private static final class Watch {
        private final String version;
        private final Supplier<DriftMonitor> anew;
        private DriftMonitor monitor;
        private Instant begun;
        private @Nullable Instant told;
        private @Nullable String prediction;

        Watch(final String version, final Supplier<DriftMonitor> anew, final Instant now) {
            this.version = version;
            this.anew = anew;
            this.monitor = anew.get();
            this.begun = now;
        }

        synchronized boolean observe(final Observation picture, final String id, final Instant now) {
            final boolean first = monitor.observe(picture);
            if (first) {
                told = now;
                prediction = id;
            }
            return first;
        }

        synchronized void beginAnew(final Instant now) {
            monitor = anew.get();
            begun = now;
            told = null;
            prediction = null;
        }

        synchronized Found found(final String model) {
            return new Found(
                    model, version, begun, Optional.ofNullable(told), Optional.ofNullable(prediction), monitor.state());
        }
    }

    /**
     * What a watch has found: {@code Drift} in openapi.yaml.
     *
     * @param model its name
     * @param version that judged the pictures
     * @param begun when the watch began
     * @param told when drift was told; empty if it was not
     * @param prediction the verdict at which it was told
     * @param state what is known
     */
    record Found(
            String model,
            String version,
            Instant begun,
            Optional<Instant> told,
            Optional<String> prediction,
            DriftState state) {}

    /** Begins to watch the pictures of a version that has become active. */
    void begin(final BorrowedModel active) {
        final Model model = active.model();
        final var calibration = model.calibration();
        final var appearance = model.appearance();
        watches.put(
                active.name().text(),
                new Watch(
                        active.version(),
                        () -> DriftMonitor.of(calibration, appearance, DriftOptions.DEFAULT),
                        clock.get()));
    }

    /** Ends the watch of a model that is gone. */
    void end(final String model) {
        watches.remove(model);
    }

    /**
     * Watches a picture. One that a version judged which is not active any more does not count.
     *
     * @param id of the verdict
     * @return what was found, if it is this picture at which drift is told
     */
    Optional<Found> observe(final String model, final String version, final Observation picture, final String id) {
        final Watch watch = watches.get(model);
        return watch != null && watch.version.equals(version) && watch.observe(picture, id, clock.get())
                ? Optional.of(watch.found(model))
                : Optional.empty();
    }

    /** Forgets what was seen of a model and begins anew. Returns whether it is watched. */
    boolean beginAnew(final String model) {
        final Watch watch = watches.get(model);
        if (watch != null) {
            watch.beginAnew(clock.get());
        }
        return watch != null;
    }

    /** What the watch of a model has found; empty if it is not watched. */
    Optional<Found> found(final String model) {
        return Optional.ofNullable(watches.get(model)).map(watch -> watch.found(model));
    }
}
