package io.blemish.server;

import io.blemish.image.PngWriter;
import io.blemish.prediction.drawing.Overlay;
import io.blemish.server.history.PictureStore;
import io.blemish.server.http.BodyReader;
import io.blemish.server.http.Exchange;
import io.blemish.server.http.ProblemException;
import io.blemish.server.http.ProblemKind;
import io.blemish.server.models.BorrowedModel;
import io.blemish.server.models.ModelFolder;
import io.blemish.server.models.ModelName;
import io.blemish.server.users.Role;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code POST /v1/models/{model}/predictions}: reads pictures, predicts them, has the verdicts recorded, responds. */
final class PredictionRoutes {
    private static final String PNG = "image/png";
    private static final String BYTES = "application/octet-stream";

    private final ServerOptions.Limits limits;
    private final ModelFolder models;
    private final PredictionQueue queue;
    private final VerdictRecorder recorder;
    private final Metrics metrics;
    private final BodyReader reader;

    PredictionRoutes(
            final ServerOptions.Limits limits,
            final ModelFolder models,
            final PredictionQueue queue,
            final VerdictRecorder recorder,
            final Metrics metrics) {
        this.limits = limits;
        this.models = models;
        this.queue = queue;
        this.recorder = recorder;
        this.metrics = metrics;
        this.reader = new BodyReader(limits.receiving());
    }

    void add(final Operations operations) {
        operations.post(Role.OPERATOR, "/v1/models/{model}/predictions", this::predict);
    }

    /** The content of the response. */
    private enum Shape {
        JSON,
        OVERLAY,
        MAP
    }

    /**
     * A request but its body.
     *
     * @param type of the body
     * @param name of the picture
     * @param patience how long its verdict may take
     * @param begin when the request came, in terms of {@link System#nanoTime}
     */
    private record Wanted(
            ModelName model, Shape shape, String type, Optional<String> name, Duration patience, long begin) {
        boolean hasForm() {
            return Form.is(type);
        }
    }

    private void predict(final Exchange exchange) throws IOException {
        final Parameters parameters = new Parameters(exchange);
        final Wanted wanted = new Wanted(
                parameters.model(),
                shape(exchange, parameters),
                type(exchange),
                parameters.text("name", PictureName.LONGEST),
                patience(parameters),
                System.nanoTime());
        queue.checkRoom(wanted.patience().toNanos());
        if (!models.has(wanted.model())) {
            throw Parameters.unknownModel(wanted.model());
        }
        final long limit = Form.limit(wanted.type(), limits.bytes());
        reader.read(exchange, limit, (same, body) -> predict(same, wanted, body));
    }

    private void predict(final Exchange exchange, final Wanted wanted, final byte[] body) throws IOException {
        final long received = System.nanoTime();
        metrics.received(received - wanted.begin());
        final List<SentPicture> sent = pictures(wanted, body);
        if (wanted.shape() != Shape.JSON && sent.size() > 1) {
            throw new ProblemException(
                    ProblemKind.NOT_ACCEPTABLE, "The answer for several pictures is JSON only; send one alone.");
        }
        final BorrowedModel model =
                models.borrow(wanted.model()).orElseThrow(() -> Parameters.unknownModel(wanted.model()));
        final List<PredictedPicture> predicted =
                queue.predict(model, sent, received + wanted.patience().toNanos());
        final List<PredictionResponse> responses = recorder.record(model, predicted, Optional.empty(), received);
        if (responses.size() == 1) {
            exchange.setHeader("Location", "/v1/predictions/" + responses.get(0).id());
        }
        switch (wanted.shape()) {
            case MAP ->
                exchange.send(
                        BYTES, PictureStore.npy(predicted.get(0).prediction().map()));
            case OVERLAY -> exchange.send(PNG, overlay(predicted.get(0)));
            case JSON -> exchange.sendJson(wanted.hasForm() ? new Several(responses) : responses.get(0));
        }
    }

    /** {@code Predictions} in openapi.yaml. */
    private record Several(List<PredictionResponse> predictions) {}

    private static byte[] overlay(final PredictedPicture picture) {
        return PngWriter.toBytes(Overlay.of(picture.image(), picture.prediction()));
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
        final String type = exchange.contentType().orElse(BYTES).strip();
        final String lower = type.toLowerCase(Locale.ROOT);
        if (lower.startsWith("image/") || lower.startsWith(BYTES)) {
            return lower;
        }
        if (Form.is(type)) {
            // Capital and small letters are different in a boundary.
            return Form.TYPE + type.substring(Form.TYPE.length());
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

    private List<SentPicture> pictures(final Wanted wanted, final byte[] body) {
        if (!wanted.hasForm()) {
            return List.of(new SentPicture(wanted.name(), body));
        }
        return Form.files(wanted.type(), body, limits.pictures()).stream()
                .map(file -> new SentPicture(file.name().map(PictureName::of), file.bytes()))
                .toList();
    }
}
