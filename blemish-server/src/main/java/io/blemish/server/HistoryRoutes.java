package io.blemish.server;

import io.blemish.InputException;
import io.blemish.artifact.Npy;
import io.blemish.image.ImageDecoder;
import io.blemish.image.PngWriter;
import io.blemish.image.Preprocessing;
import io.blemish.image.RgbImage;
import io.blemish.image.Size;
import io.blemish.prediction.AnomalyMap;
import io.blemish.prediction.Prediction;
import io.blemish.prediction.drawing.HeatMap;
import io.blemish.prediction.drawing.Overlay;
import io.blemish.server.history.Archive;
import io.blemish.server.history.Bucket;
import io.blemish.server.history.History;
import io.blemish.server.history.Label;
import io.blemish.server.history.PictureType;
import io.blemish.server.history.Verdict;
import io.blemish.server.history.VerdictFilter;
import io.blemish.server.http.Exchange;
import io.blemish.server.http.ProblemException;
import io.blemish.server.http.ProblemKind;
import io.blemish.server.http.Routes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Past verdicts: lists, labels, pictures, charts, CSV, and the stream of new ones. */
final class HistoryRoutes {
    private static final String BYTES = "application/octet-stream";
    private static final int PAGE = 50;
    private static final int LARGEST_PAGE = 500;
    private static final int BUCKETS = 60;
    private static final int MOST_BUCKETS = 1000;
    private static final int LONGEST_NOTE = 1000;
    private static final int SMALLEST_SIDE = 16;
    private static final int LARGEST_SIDE = 8192;

    private final History history;
    private final Archive archive;
    private final Events events;

    /** Pictures that are in the archive were within the limits of their day. */
    private final ImageDecoder decoder = new ImageDecoder();

    HistoryRoutes(final History history, final Archive archive, final Events events) {
        this.history = history;
        this.archive = archive;
        this.events = events;
    }

    void add(final Routes routes) {
        routes.get("/v1/predictions", this::list);
        routes.get("/v1/predictions.csv", this::export);
        routes.get("/v1/predictions/{id}", exchange -> exchange.sendJson(answer(verdict(exchange))));
        routes.put("/v1/predictions/{id}/label", this::label);
        routes.delete("/v1/predictions/{id}/label", this::unlabel);
        routes.get("/v1/predictions/{id}/picture", this::picture);
        routes.get("/v1/predictions/{id}/heatmap", this::heatMap);
        routes.get("/v1/predictions/{id}/overlay", this::overlay);
        routes.get("/v1/predictions/{id}/map", this::map);
        routes.get("/v1/summary", this::summary);
        routes.get("/v1/events", this::listen);
    }

    private Verdict verdict(final Exchange exchange) {
        return history.find(new Parameters(exchange).id()).orElseThrow(HistoryRoutes::unknown);
    }

    private static ProblemException unknown() {
        return new ProblemException(ProblemKind.NOT_FOUND, "There is no prediction of that identifier.");
    }

    private PredictionAnswer answer(final Verdict verdict) {
        return PredictionAnswer.of(verdict, archive.keeps(verdict.id()), Optional.empty());
    }

    private void list(final Exchange exchange) throws IOException {
        final Parameters parameters = new Parameters(exchange);
        final int limit = parameters.whole("limit", 1, LARGEST_PAGE).orElse(PAGE);
        final List<Verdict> verdicts = history.newest(parameters.filter(), parameters.id("after"), limit);
        final Optional<String> next = verdicts.size() < limit
                ? Optional.empty()
                : Optional.of(verdicts.get(verdicts.size() - 1).id());
        exchange.sendJson(new Page(verdicts.stream().map(this::answer).toList(), next));
    }

    private record Page(List<PredictionAnswer> predictions, Optional<String> next) {}

    private void export(final Exchange exchange) throws IOException {
        final VerdictFilter filter = new Parameters(exchange).filter();
        // Read before the response begins, so that a history that cannot be read is answered with a problem.
        List<Verdict> page = history.oldest(filter, Optional.empty(), LARGEST_PAGE);
        exchange.setHeader("Content-Disposition", "attachment; filename=\"predictions.csv\"");
        // Closed only at the end of all verdicts: closing ends the response, and half of them must not look whole.
        final Writer out = new OutputStreamWriter(exchange.stream("text/csv; charset=utf-8"), StandardCharsets.UTF_8);
        out.write(Csv.HEADER);
        while (!page.isEmpty()) {
            for (final Verdict verdict : page) {
                out.write(Csv.line(verdict));
            }
            page = history.oldest(filter, Optional.of(page.get(page.size() - 1).id()), LARGEST_PAGE);
        }
        out.close();
    }

    /** {@code LabelChange} in openapi.yaml. */
    private record LabelChange(
            @Nullable String label, @Nullable String note) {}

    private void label(final Exchange exchange) throws IOException {
        final Parameters parameters = new Parameters(exchange);
        final String id = parameters.id();
        final LabelChange change = JsonBody.read(exchange, LabelChange.class);
        final String word = String.valueOf(change.label());
        if (!word.equals("right") && !word.equals("wrong")) {
            throw new ProblemException(ProblemKind.BAD_REQUEST, "The field 'label' must be right or wrong.");
        }
        final Optional<String> note = Optional.ofNullable(change.note()).filter(text -> !text.isBlank());
        if (note.isPresent()
                && (note.get().length() > LONGEST_NOTE || note.get().indexOf('\0') >= 0)) {
            throw new ProblemException(
                    ProblemKind.BAD_REQUEST,
                    "The field 'note' must be text of at most " + LONGEST_NOTE + " characters.");
        }
        final Label label = new Label(word.equals("right"), note);
        exchange.sendJson(answer(history.label(id, Optional.of(label)).orElseThrow(HistoryRoutes::unknown)));
    }

    private void unlabel(final Exchange exchange) throws IOException {
        if (history.label(new Parameters(exchange).id(), Optional.empty()).isEmpty()) {
            throw unknown();
        }
        exchange.send(204);
    }

    private byte[] keptPicture(final Verdict verdict) {
        return archive.picture(verdict.id()).orElseThrow(HistoryRoutes::gone);
    }

    private static ProblemException gone() {
        return new ProblemException(ProblemKind.NOT_FOUND, "The picture of that prediction is no longer kept.");
    }

    private void picture(final Exchange exchange) throws IOException {
        final Verdict verdict = verdict(exchange);
        final byte[] bytes = keptPicture(verdict);
        final Optional<Integer> side = side(exchange);
        if (side.isPresent()) {
            png(exchange, new Scaled(side.get()).of(decoded(verdict, bytes)));
        } else {
            send(exchange, PictureType.of(bytes).map(PictureType::contentType).orElse(BYTES), bytes);
        }
    }

    private RgbImage decoded(final Verdict verdict, final byte[] bytes) {
        try {
            return decoder.decode(verdict.id(), bytes);
        } catch (final InputException e) {
            throw new ProblemException(ProblemKind.NOT_FOUND, "The picture that was kept is damaged.");
        }
    }

    private void heatMap(final Exchange exchange) throws IOException {
        final Verdict verdict = verdict(exchange);
        final Prediction prediction = prediction(verdict);
        final Size size = new Size(verdict.width(), verdict.height());
        png(
                exchange,
                HeatMap.of(
                        prediction,
                        preprocessing(verdict),
                        side(exchange).map(side -> new Scaled(side).of(size)).orElse(size)));
    }

    private void overlay(final Exchange exchange) throws IOException {
        final Verdict verdict = verdict(exchange);
        final RgbImage picture = decoded(verdict, keptPicture(verdict));
        final RgbImage scaled =
                side(exchange).map(side -> new Scaled(side).of(picture)).orElse(picture);
        png(exchange, Overlay.of(scaled, prediction(verdict), preprocessing(verdict)));
    }

    private void map(final Exchange exchange) throws IOException {
        final byte[] map = archive.map(verdict(exchange).id()).orElseThrow(HistoryRoutes::gone);
        send(exchange, BYTES, map);
    }

    private static Optional<Integer> side(final Exchange exchange) {
        return new Parameters(exchange).whole("size", SMALLEST_SIDE, LARGEST_SIDE);
    }

    private static void png(final Exchange exchange, final RgbImage image) throws IOException {
        send(exchange, "image/png", PngWriter.toBytes(image));
    }

    /** Sends what belongs to a verdict and therefore never changes. */
    private static void send(final Exchange exchange, final String type, final byte[] body) throws IOException {
        exchange.setHeader("Cache-Control", "private, max-age=86400, immutable");
        exchange.send(type, body);
    }

    private Preprocessing preprocessing(final Verdict verdict) {
        return history.preprocessing(verdict.version()).orElseThrow(HistoryRoutes::gone);
    }

    private Prediction prediction(final Verdict verdict) {
        final byte[] npy = archive.map(verdict.id()).orElseThrow(HistoryRoutes::gone);
        try {
            final Npy array = Npy.read(new ByteArrayInputStream(npy));
            final AnomalyMap map =
                    new AnomalyMap(array.shape().get(1), array.shape().get(0), array.floats());
            return new Prediction(
                    verdict.id(),
                    verdict.width(),
                    verdict.height(),
                    verdict.score(),
                    verdict.threshold(),
                    verdict.anomalous(),
                    verdict.pixelThreshold(),
                    verdict.regions(),
                    map);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
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
        final int buckets = parameters.whole("buckets", 1, MOST_BUCKETS).orElse(BUCKETS);
        exchange.sendJson(new Summary(from, to, history.summary(parameters.filter(), from, to, buckets)));
    }

    private record Summary(Instant from, Instant to, List<Bucket> buckets) {}

    private void listen(final Exchange exchange) {
        final VerdictFilter filter = new Parameters(exchange).filter();
        if (events.full()) {
            throw ProblemException.overloaded("As many as the server takes on are listening.");
        }
        events.open(
                exchange,
                prediction -> filter.model().map(prediction.model()::equals).orElse(true)
                        && filter.anomalous()
                                .map(wanted -> wanted == prediction.anomalous())
                                .orElse(true));
    }
}
