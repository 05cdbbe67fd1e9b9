package io.blemish.server;

import io.blemish.BlemishException;
import io.blemish.metric.McNemar;
import io.blemish.prediction.Decision;
import io.blemish.server.audit.Action;
import io.blemish.server.audit.AuditLog;
import io.blemish.server.history.ShadowCounts;
import io.blemish.server.history.ShadowResults;
import io.blemish.server.http.Exchange;
import io.blemish.server.http.ProblemException;
import io.blemish.server.http.ProblemKind;
import io.blemish.server.models.ModelFolder;
import io.blemish.server.models.ModelName;
import io.blemish.server.models.ModelState;
import io.blemish.server.models.Shadow;
import io.blemish.server.users.Role;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The shadow of a model: begins and ends it, and tells how its verdicts compare with those of the active version. */
final class ShadowRoutes {
    private static final int NO_CONTENT = 204;

    private final AuditLog audit;
    private final ModelFolder models;
    private final ShadowResults results;
    private final ShadowQueue queue;

    ShadowRoutes(final AuditLog audit, final ModelFolder models, final ShadowResults results, final ShadowQueue queue) {
        this.audit = audit;
        this.models = models;
        this.results = results;
        this.queue = queue;
    }

    void add(final Operations operations) {
        operations.get(Role.OPERATOR, "/v1/models/{model}/shadow", this::compare);
        operations.put(Role.ENGINEER, "/v1/models/{model}/shadow", this::begin);
        operations.delete(Role.ENGINEER, "/v1/models/{model}/shadow", this::end);
    }

    private void begin(final Exchange exchange) throws IOException {
        final ModelName name = new Parameters(exchange).model();
        JsonBody.read(exchange, ModelRoutes.Activation.class, (same, wanted) -> {
            final Optional<String> before = shadow(name);
            begin(name, String.valueOf(wanted.version()));
            audit.record(same.sender(), Action.SHADOW, name.text(), before, shadow(name));
            same.sendJson(ModelResponse.of(state(name)));
        });
    }

    private void begin(final ModelName name, final String version) {
        try {
            if (!models.beginShadow(name, version)) {
                throw ModelRoutes.unknownVersion();
            }
        } catch (final IllegalStateException e) {
            throw new ProblemException(ProblemKind.CONFLICT, "That version is active; a shadow is another version.");
        } catch (final BlemishException e) {
            throw new ProblemException(ProblemKind.NOT_A_MODEL, String.valueOf(e.getMessage()));
        }
    }

    private void end(final Exchange exchange) throws IOException {
        final ModelName name = new Parameters(exchange).model();
        final Optional<String> before = shadow(name);
        if (!models.endShadow(state(name).name())) {
            throw none();
        }
        audit.record(exchange.sender(), Action.SHADOW, name.text(), before, Optional.empty());
        exchange.send(NO_CONTENT);
    }

    private Optional<String> shadow(final ModelName name) {
        return state(name).shadow().map(Shadow::version);
    }

    private ModelState state(final ModelName name) {
        return models.state(name).orElseThrow(() -> Parameters.unknownModel(name));
    }

    private static ProblemException none() {
        return new ProblemException(ProblemKind.NOT_FOUND, "The model has no shadow.");
    }

    /**
     * {@code ShadowComparison} in openapi.yaml.
     *
     * @param active the version whose verdicts are compared
     * @param verdicts its verdicts since the shadow began
     * @param judged how many of these pictures the shadow judged
     * @param waiting how many it is still to judge
     * @param missed how many it missed because there was no capacity to spare
     * @param failed at how many it failed
     * @param lastProblem why it failed the last time
     * @param pairs a row for each verdict of the active version
     * @param labelled what people said about these pictures
     */
    private record Comparison(
            String model,
            ShadowState shadow,
            String active,
            long verdicts,
            long judged,
            long waiting,
            long missed,
            long failed,
            Optional<String> lastProblem,
            List<Row> pairs,
            Labelled labelled) {}

    /** A row of the table: how many pictures the shadow judged ok, to review, defective. */
    private record Row(Decision active, long ok, long review, long defect) {
        static Row of(final Decision active, final ShadowCounts counts) {
            return new Row(
                    active,
                    counts.pictures(active, Decision.OK),
                    counts.pictures(active, Decision.REVIEW),
                    counts.pictures(active, Decision.DEFECT));
        }
    }

    /** {@code ShadowLabels} in openapi.yaml. */
    private record Labelled(
            LabelRates active, LabelRates shadow, long onlyActiveRight, long onlyShadowRight, double p) {
        static Labelled of(final ShadowCounts counts) {
            return new Labelled(
                    LabelRates.of(counts.active()),
                    LabelRates.of(counts.shadow()),
                    counts.onlyActiveRight(),
                    counts.onlyShadowRight(),
                    McNemar.exact(counts.onlyActiveRight(), counts.onlyShadowRight())
                            .p());
        }
    }

    private void compare(final Exchange exchange) throws IOException {
        final ModelState state = state(new Parameters(exchange).model());
        final Shadow shadow = state.shadow().orElseThrow(ShadowRoutes::none);
        final String active = state.active()
                .orElseThrow(() -> new ProblemException(
                        ProblemKind.CONFLICT,
                        "The model has no version that can be used, so its shadow judges nothing."))
                .version()
                .id();
        // Before the counts: a picture that is judged meanwhile counts twice rather than as missed.
        final long waiting = queue.waiting(state.name());
        final ShadowCounts counts = results.counts(new ShadowResults.Pair(
                state.name().text(),
                active,
                shadow.version(),
                shadow.since(),
                shadow.stop().map(Shadow.Stop::time)));
        exchange.sendJson(new Comparison(
                state.name().text(),
                ShadowState.of(shadow),
                active,
                counts.verdicts(),
                counts.judged(),
                waiting,
                Math.max(0, counts.verdicts() - counts.judged() - counts.failed() - waiting),
                counts.failed(),
                counts.lastProblem(),
                Arrays.stream(Decision.values())
                        .map(verdict -> Row.of(verdict, counts))
                        .toList(),
                Labelled.of(counts)));
    }
}
