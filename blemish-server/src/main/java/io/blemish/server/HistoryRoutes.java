package io.blemish.server;

import io.blemish.prediction.Decision;
import io.blemish.server.audit.Action;
import io.blemish.server.audit.AuditLog;
import io.blemish.server.history.History;
import io.blemish.server.history.Label;
import io.blemish.server.history.PictureStore;
import io.blemish.server.history.TimeBucket;
import io.blemish.server.history.Verdict;
import io.blemish.server.history.VerdictFilter;
import io.blemish.server.http.Exchange;
import io.blemish.server.http.ProblemException;
import io.blemish.server.http.ProblemKind;
import io.blemish.server.users.Role;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Past verdicts: lists, labels, counts over time, CSV, and the stream of new ones. */
final class HistoryRoutes {
    private static final int PAGE = 50;
    private static final int MAX_PAGE = 500;
    private static final int BUCKETS = 60;
    private static final int MAX_BUCKETS = 1000;
    private static final int MAX_NOTE = 1000;
    private static final int NO_CONTENT = 204;

    private final History history;
    private final PictureStore pictures;
    private final Events events;
    private final Access access;
    private final AuditLog audit;

    HistoryRoutes(
            final History history,
            final PictureStore pictures,
            final Events events,
            final Access access,
            final AuditLog audit) {
        this.history = history;
        this.pictures = pictures;
        this.events = events;
        this.access = access;
        this.audit = audit;
    }

    void add(final Operations operations) {
        operations.get(Role.OPERATOR, "/v1/predictions", this::list);
        operations.get(Role.OPERATOR, "/v1/predictions.csv", this::export);
        operations.get(Role.OPERATOR, "/v1/predictions/{id}", this::find);
        operations.put(Role.OPERATOR, "/v1/predictions/{id}/label", this::label);
        operations.delete(Role.OPERATOR, "/v1/predictions/{id}/label", this::removeLabel);
        operations.get(Role.OPERATOR, "/v1/predictions.zip", this::exportLabelled);
        operations.get(Role.OPERATOR, "/v1/rates", this::rates);
        operations.get(Role.OPERATOR, "/v1/summary", this::summary);
        operations.get(Role.OPERATOR, "/v1/events", this::listen);
    }

    private PredictionResponse response(final Verdict verdict) {
        return PredictionResponse.of(verdict, pictures.contains(verdict.id()), Optional.empty());
    }

    private void find(final Exchange exchange) throws IOException {
        exchange.sendJson(response(new Parameters(exchange).verdict(history)));
    }

    private void list(final Exchange exchange) throws IOException {
        final Parameters parameters = new Parameters(exchange);
        final int limit = parameters.whole("limit", 1, MAX_PAGE).orElse(PAGE);
        final List<Verdict> verdicts = history.newest(parameters.filter(), parameters.id("after"), limit);
        final Optional<String> next = verdicts.size() < limit
                ? Optional.empty()
                : Optional.of(verdicts.get(verdicts.size() - 1).id());
        exchange.sendJson(new Page(verdicts.stream().map(this::response).toList(), next));
    }

    /** {@code PredictionPage} in openapi.yaml. */
    private record Page(List<PredictionResponse> predictions, Optional<String> next) {}

    private void export(final Exchange exchange) throws IOException {
        final VerdictPages pages = new VerdictPages(history, new Parameters(exchange).filter());
        CsvExport.send(
                exchange,
                "predictions.csv",
                VerdictCsv.HEADER,
                out -> pages.forEach(verdict -> out.write(VerdictCsv.line(verdict))));
    }

    private void exportLabelled(final Exchange exchange) throws IOException {
        final VerdictPages pages = new VerdictPages(history, new Parameters(exchange).filter());
        exchange.setHeader("Content-Disposition", "attachment; filename=\"labelled.zip\"");
        // Closed only after the last picture: closing ends the response, and a part of it must not look whole.
        final LabelledSet set = new LabelledSet(pictures, exchange.stream("application/zip"));
        pages.forEach(set::add);
        set.finish();
        set.close();
    }

    private void rates(final Exchange exchange) throws IOException {
        exchange.sendJson(new Rates(history.labelledCounts(new Parameters(exchange).filter()).stream()
                .map(LabelRates::of)
                .toList()));
    }

    /** {@code Rates} in openapi.yaml. */
    private record Rates(List<LabelRates> rates) {}

    /** {@code LabelChange} in openapi.yaml. */
    private record LabelChange(
            @Nullable String label, @Nullable String note) {
        Label toLabel() {
            final Label.Opinion opinion = Label.Opinion.of(String.valueOf(label))
                    .orElseThrow(() -> new ProblemException(
                            ProblemKind.BAD_REQUEST, "The field 'label' must be right, wrong, good or defect."));
            final Optional<String> text = Optional.ofNullable(note).filter(given -> !given.isBlank());
            if (text.isPresent()
                    && (text.get().length() > MAX_NOTE || text.get().indexOf('\0') >= 0)) {
                throw new ProblemException(
                        ProblemKind.BAD_REQUEST,
                        "The field 'note' must be text of at most " + MAX_NOTE + " characters.");
            }
            return new Label(opinion, text);
        }
    }

    private void label(final Exchange exchange) throws IOException {
        final String id = new Parameters(exchange).id();
        JsonBody.read(exchange, LabelChange.class, (same, change) -> label(same, id, change.toLabel()));
    }

    private void label(final Exchange exchange, final String id, final Label wanted) throws IOException {
        final Verdict verdict = history.find(id).orElseThrow(Parameters::unknownVerdict);
        final Label label = new Label(
                wanted.opinion()
                        .about(verdict.verdict())
                        .orElseThrow(() -> new ProblemException(
                                ProblemKind.BAD_REQUEST,
                                "That picture was left to a person, so the field 'label' must be good or defect.")),
                wanted.note());
        exchange.sendJson(response(change(exchange, id, Optional.of(label)).verdict()));
    }

    private History.LabelChange change(final Exchange exchange, final String id, final Optional<Label> label) {
        final History.LabelChange change = history.label(id, label).orElseThrow(Parameters::unknownVerdict);
        audit.record(
                exchange.sender(),
                Action.LABEL,
                "verdict " + id,
                change.before().map(HistoryRoutes::described),
                label.map(HistoryRoutes::described));
        return change;
    }

    private static String described(final Label label) {
        return label.word() + label.note().map(note -> ": " + note).orElse("");
    }

    private void removeLabel(final Exchange exchange) throws IOException {
        change(exchange, new Parameters(exchange).id(), Optional.empty());
        exchange.send(NO_CONTENT);
    }

    private void summary(final Exchange exchange) throws IOException {
        final Parameters parameters = new Parameters(exchange);
        final Instant from = parameters
                .time("from")
                .orElseThrow(() -> new ProblemException(
                        ProblemKind.BAD_REQUEST, "The parameter 'from' is missing: since when to count."));
        final Instant to = parameters.time("to").orElseGet(Instant::now);
        if (!from.isBefore(to)) {
            throw new ProblemException(ProblemKind.BAD_REQUEST, "The parameter 'from' must be before 'to'.");
        }
        final int buckets = parameters.whole("buckets", 1, MAX_BUCKETS).orElse(BUCKETS);
        exchange.sendJson(new Summary(from, to, history.summary(parameters.filter(), from, to, buckets)));
    }

    /** {@code Summary} in openapi.yaml. */
    private record Summary(Instant from, Instant to, List<TimeBucket> buckets) {}

    private void listen(final Exchange exchange) {
        final VerdictFilter filter = new Parameters(exchange).filter();
        if (events.full()) {
            throw ProblemException.overloaded("The server has as many listeners as it takes.");
        }
        events.open(
                exchange,
                prediction -> filter.model().map(prediction.model()::equals).orElse(true)
                        && filter.review()
                                .map(wanted -> wanted == (prediction.verdict() == Decision.REVIEW))
                                .orElse(true)
                        && filter.anomalous()
                                .map(wanted -> wanted == prediction.anomalous())
                                .orElse(true),
                () -> access.allows(exchange));
    }
}
