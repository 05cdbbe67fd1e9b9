package io.blemish.server;

import io.blemish.artifact.Sha256;
import io.blemish.image.PngWriter;
import io.blemish.image.Preprocessing;
import io.blemish.prediction.Prediction;
import io.blemish.prediction.drawing.Overlay;
import io.blemish.server.Judge.Judged;
import io.blemish.server.Judge.Picture;
import io.blemish.server.PredictionAnswer.Timings;
import io.blemish.server.history.Archive;
import io.blemish.server.history.History;
import io.blemish.server.history.Verdict;
import io.blemish.server.history.VerdictIds;
import io.blemish.server.http.BodyReader;
import io.blemish.server.http.Exchange;
import io.blemish.server.http.ProblemException;
import io.blemish.server.http.ProblemKind;
import io.blemish.server.http.Routes;
import io.blemish.server.models.BorrowedModel;
import io.blemish.server.models.ModelFolder;
import io.blemish.server.models.ModelName;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code POST /v1/models/{model}/predictions}: receive, judge, remember, answer. */
final class PredictionRoutes {
    private static final String FORM = "multipart/form-data";
    private static final String PNG = "image/png";
    private static final int LONGEST_NAME = 200;

    /** A form may have several times the bytes of one picture. */
    private static final int PICTURES_OF_FULL_SIZE = 4;

    private final ServerOptions.Limits limits;
    private final ModelFolder models;
    private final Judge judge;
    private final History history;
    private final Archive archive;
    private final Events events;
    private final Metrics metrics;
    private final BodyReader reader;
    private final VerdictIds ids;

    PredictionRoutes(
            final ServerOptions.Limits limits,
            final ModelFolder models,
            final Judge judge,
            final History history,
            final Archive archive,
            final Events events,
            final Metrics metrics,
            final VerdictIds ids) {
        this.limits = limits;
        this.models = models;
        this.judge = judge;
        this.history = history;
        this.archive = archive;
        this.events = events;
        this.metrics = metrics;
        this.reader = new BodyReader(limits.receiving());
        this.ids = ids;
    }

    void add(final Routes routes) {
        routes.post("/v1/models/{model}/predictions", this::predict);
    }

    /** What the answer is to be. */
    private enum Shape {
        JSON,
        OVERLAY,
        MAP
    }

    private void predict(final Exchange exchange) throws IOException {
        final Parameters parameters = new Parameters(exchange);
        final ModelName name = parameters.model();
        final Shape shape = shape(exchange, parameters);
        final String type = type(exchange);
        final Optional<String> pictureName = parameters.text("name", LONGEST_NAME);
        final Duration patience = patience(parameters);
        if (judge.full(patience.toNanos())) {
            throw Overload.waiting();
        }
        final BorrowedModel model = models.borrow(name).orElseThrow(() -> unknown(name));
        boolean taken = false;
        final long begun = System.nanoTime();
        try (BodyReader.Body body = reader.read(
                exchange, type.startsWith(FORM) ? limits.bytes() * PICTURES_OF_FULL_SIZE : limits.bytes())) {
            final long received = System.nanoTime();
            metrics.received(received - begun);
            final List<Picture> pictures = pictures(type, body.bytes(), pictureName);
            if (shape != Shape.JSON && pictures.size() > 1) {
                throw new ProblemException(
                        ProblemKind.NOT_ACCEPTABLE, "Of several pictures only JSON can be had; send one alone.");
            }
            final Preprocessing preprocessing = model.model().description().preprocessing();
            taken = true;
            final List<Judged> judged = judge.judge(model, pictures, received + patience.toNanos());
            final List<PredictionAnswer> answers = remember(model, judged, received);
            if (answers.size() == 1) {
                exchange.setHeader(
                        "Location", "/v1/predictions/" + answers.get(0).id());
            }
            answer(exchange, shape, type, judged, answers, preprocessing);
        } finally {
            if (!taken) {
                model.close();
            }
        }
    }

    private static ProblemException unknown(final ModelName name) {
        return new ProblemException(
                ProblemKind.NOT_FOUND, "There is no model '" + name + "'; GET /v1/models lists those that there are.");
    }

    private static Shape shape(final Exchange exchange, final Parameters parameters) {
        final Optional<String> map = parameters.text("map");
        if (map.isPresent()) {
            if (!map.get().equals("npy")) {
                throw new ProblemException(ProblemKind.BAD_REQUEST, "The parameter 'map' must be npy.");
            }
            return Shape.MAP;
        }
        final String accept = exchange.header("Accept").orElse("*/*").toLowerCase(Locale.ROOT);
        if (accept.contains("*/*") || accept.contains("application/json") || accept.contains("application/*")) {
            return accept.contains(PNG) && !accept.contains("application/json") ? Shape.OVERLAY : Shape.JSON;
        }
        if (accept.contains(PNG) || accept.contains("image/*")) {
            return Shape.OVERLAY;
        }
        throw new ProblemException(
                ProblemKind.NOT_ACCEPTABLE, "The answer is application/json or image/png; accept one of them.");
    }

    private static String type(final Exchange exchange) {
        final String type =
                exchange.contentType().orElse("application/octet-stream").strip();
        final String lower = type.toLowerCase(Locale.ROOT);
        if (lower.startsWith("image/") || lower.startsWith("application/octet-stream")) {
            return lower;
        }
        if (lower.startsWith(FORM)) {
            // A boundary has upper and lower case.
            return FORM + type.substring(FORM.length());
        }
        throw new ProblemException(
                ProblemKind.WRONG_TYPE,
                "Send a picture with 'Content-Type: image/png' or the like, or pictures as multipart/form-data.");
    }

    private Duration patience(final Parameters parameters) {
        return parameters
                .whole("deadline", 1, Integer.MAX_VALUE)
                .map(millis ->
                        Duration.ofMillis(Math.min(millis, limits.deadline().toMillis())))
                .orElse(limits.deadline());
    }

    private List<Picture> pictures(final String type, final byte[] body, final Optional<String> name) {
        if (!type.startsWith(FORM)) {
            return List.of(new Picture(name, body));
        }
        return Form.files(type, body, limits.pictures()).stream()
                .map(file -> new Picture(file.name().map(PredictionRoutes::shortened), file.bytes()))
                .toList();
    }

    private static String shortened(final String name) {
        final String clean = name.replace("\0", "");
        return clean.length() <= LONGEST_NAME ? clean : clean.substring(0, LONGEST_NAME);
    }

    /** Nothing is answered that would be forgotten. */
    private List<PredictionAnswer> remember(final BorrowedModel model, final List<Judged> judged, final long received) {
        final long begun = System.nanoTime();
        final List<Verdict> verdicts = new ArrayList<>();
        final List<Boolean> kept = new ArrayList<>();
        for (final Judged one : judged) {
            final Verdict verdict = Verdict.of(
                    ids.next(),
                    model.name().text(),
                    model.version(),
                    one.picture().name(),
                    one.prediction(),
                    Sha256.hex(one.picture().bytes()));
            kept.add(archive.keep(
                    verdict.id(), one.picture().bytes(), one.prediction().map()));
            verdicts.add(verdict);
        }
        history.record(verdicts);
        final long now = System.nanoTime();
        metrics.answered(now - begun, now - received);
        final List<PredictionAnswer> answers = new ArrayList<>();
        for (int i = 0; i < verdicts.size(); i++) {
            final Timings timings = Timings.of(judged.get(i).times(), now - begun, now - received);
            final PredictionAnswer answer = PredictionAnswer.of(verdicts.get(i), kept.get(i), Optional.of(timings));
            answers.add(answer);
            metrics.verdict(model.name().text(), model.version(), judged.get(i).prediction());
            events.prediction(answer);
        }
        return answers;
    }

    private static void answer(
            final Exchange exchange,
            final Shape shape,
            final String type,
            final List<Judged> judged,
            final List<PredictionAnswer> answers,
            final Preprocessing preprocessing)
            throws IOException {
        final Judged first = judged.get(0);
        final Prediction prediction = first.prediction();
        switch (shape) {
            case MAP -> exchange.send("application/octet-stream", Archive.npy(prediction.map()));
            case OVERLAY -> exchange.send(PNG, PngWriter.toBytes(Overlay.of(first.image(), prediction, preprocessing)));
            case JSON -> exchange.sendJson(type.startsWith(FORM) ? new Several(answers) : answers.get(0));
        }
    }

    private record Several(List<PredictionAnswer> predictions) {}
}
