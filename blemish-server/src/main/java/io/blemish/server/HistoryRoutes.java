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
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
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

    void add(final RoutesConfig routes) {
        routes.get("/v1/predictions", this::list);
        routes.get("/v1/predictions.csv", this::export);
        routes.get("/v1/predictions/{id}", ctx -> Answers.json(ctx, answer(verdict(ctx))));
        routes.put("/v1/predictions/{id}/label", this::label);
        routes.delete("/v1/predictions/{id}/label", this::unlabel);
        routes.get("/v1/predictions/{id}/picture", this::picture);
        routes.get("/v1/predictions/{id}/heatmap", this::heatMap);
        routes.get("/v1/predictions/{id}/overlay", this::overlay);
        routes.get("/v1/predictions/{id}/map", this::map);
        routes.get("/v1/summary", this::summary);
        routes.get("/v1/events", this::listen);
    }

    private Verdict verdict(final Context ctx) {
        return history.find(new Parameters(ctx).id()).orElseThrow(HistoryRoutes::unknown);
    }

    private static ProblemException unknown() {
        return new ProblemException(ProblemKind.NOT_FOUND, "There is no prediction of that identifier.");
    }

    private PredictionAnswer answer(final Verdict verdict) {
        return PredictionAnswer.of(verdict, archive.keeps(verdict.id()), Optional.empty());
    }

    private void list(final Context ctx) {
        final Parameters parameters = new Parameters(ctx);
        final int limit = parameters.whole("limit", 1, LARGEST_PAGE).orElse(PAGE);
        final List<Verdict> verdicts = history.newest(parameters.filter(), parameters.id("after"), limit);
        final Optional<String> next = verdicts.size() < limit
                ? Optional.empty()
                : Optional.of(verdicts.get(verdicts.size() - 1).id());
        Answers.json(ctx, new Page(verdicts.stream().map(this::answer).toList(), next));
    }

    private record Page(List<PredictionAnswer> predictions, Optional<String> next) {}

    private void export(final Context ctx) throws IOException {
        final VerdictFilter filter = new Parameters(ctx).filter();
        ctx.contentType("text/csv; charset=utf-8")
                .header("Content-Disposition", "attachment; filename=\"predictions.csv\"");
        final Writer out = new OutputStreamWriter(ctx.outputStream(), StandardCharsets.UTF_8);
        out.write(Csv.HEADER);
        Optional<String> after = Optional.empty();
        while (true) {
            final List<Verdict> page = history.oldest(filter, after, LARGEST_PAGE);
            for (final Verdict verdict : page) {
                out.write(Csv.line(verdict));
            }
            if (page.size() < LARGEST_PAGE) {
                break;
            }
            after = Optional.of(page.get(page.size() - 1).id());
        }
        out.flush();
    }

    /** {@code LabelChange} in openapi.yaml. */
    private record LabelChange(
            @Nullable String label, @Nullable String note) {}

    private void label(final Context ctx) {
        final Parameters parameters = new Parameters(ctx);
        final String id = parameters.id();
        final LabelChange change = Requests.json(ctx, LabelChange.class);
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
        Answers.json(ctx, answer(history.label(id, Optional.of(label)).orElseThrow(HistoryRoutes::unknown)));
    }

    private void unlabel(final Context ctx) {
        if (history.label(new Parameters(ctx).id(), Optional.empty()).isEmpty()) {
            throw unknown();
        }
        ctx.status(204);
    }

    private byte[] keptPicture(final Verdict verdict) {
        return archive.picture(verdict.id()).orElseThrow(HistoryRoutes::gone);
    }

    private static ProblemException gone() {
        return new ProblemException(ProblemKind.NOT_FOUND, "The picture of that prediction is no longer kept.");
    }

    private void picture(final Context ctx) {
        final Verdict verdict = verdict(ctx);
        final byte[] bytes = keptPicture(verdict);
        final Optional<Integer> side = side(ctx);
        if (side.isPresent()) {
            png(ctx, new Scaled(side.get()).of(decoded(verdict, bytes)));
        } else {
            cacheable(ctx)
                    .contentType(
                            PictureType.of(bytes).map(PictureType::contentType).orElse("application/octet-stream"))
                    .result(bytes);
        }
    }

    private RgbImage decoded(final Verdict verdict, final byte[] bytes) {
        try {
            return decoder.decode(verdict.id(), bytes);
        } catch (final InputException e) {
            throw new ProblemException(ProblemKind.NOT_FOUND, "The picture that was kept is damaged.");
        }
    }

    private void heatMap(final Context ctx) {
        final Verdict verdict = verdict(ctx);
        final Prediction prediction = prediction(verdict);
        final Size size = new Size(verdict.width(), verdict.height());
        png(
                ctx,
                HeatMap.of(
                        prediction,
                        preprocessing(verdict),
                        side(ctx).map(side -> new Scaled(side).of(size)).orElse(size)));
    }

    private void overlay(final Context ctx) {
        final Verdict verdict = verdict(ctx);
        final RgbImage picture = decoded(verdict, keptPicture(verdict));
        final RgbImage scaled =
                side(ctx).map(side -> new Scaled(side).of(picture)).orElse(picture);
        png(ctx, Overlay.of(scaled, prediction(verdict), preprocessing(verdict)));
    }

    private void map(final Context ctx) {
        final byte[] map = archive.map(verdict(ctx).id()).orElseThrow(HistoryRoutes::gone);
        cacheable(ctx).contentType("application/octet-stream").result(map);
    }

    private static Optional<Integer> side(final Context ctx) {
        return new Parameters(ctx).whole("size", SMALLEST_SIDE, LARGEST_SIDE);
    }

    private static void png(final Context ctx, final RgbImage image) {
        cacheable(ctx).contentType("image/png").result(PngWriter.toBytes(image));
    }

    /** What belongs to a verdict never changes. */
    private static Context cacheable(final Context ctx) {
        return ctx.header("Cache-Control", "private, max-age=86400, immutable");
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

    private void summary(final Context ctx) {
        final Parameters parameters = new Parameters(ctx);
        final Instant from = parameters
                .time("from")
                .orElseThrow(() -> new ProblemException(
                        ProblemKind.BAD_REQUEST, "The parameter 'from' is missing: since when to count."));
        final Instant to = parameters.time("to").orElseGet(Instant::now);
        if (!from.isBefore(to)) {
            throw new ProblemException(ProblemKind.BAD_REQUEST, "The parameter 'from' must be before 'to'.");
        }
        final int buckets = parameters.whole("buckets", 1, MOST_BUCKETS).orElse(BUCKETS);
        Answers.json(ctx, new Summary(from, to, history.summary(parameters.filter(), from, to, buckets)));
    }

    private record Summary(Instant from, Instant to, List<Bucket> buckets) {}

    private void listen(final Context ctx) {
        final VerdictFilter filter = new Parameters(ctx).filter();
        if (events.full()) {
            throw Overload.tooMuch("As many as the server takes on are listening.");
        }
        events.open(
                ctx,
                prediction -> filter.model().map(prediction.model()::equals).orElse(true)
                        && filter.anomalous()
                                .map(wanted -> wanted == prediction.anomalous())
                                .orElse(true));
    }
}
