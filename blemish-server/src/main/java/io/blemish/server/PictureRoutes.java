package io.blemish.server;

import io.blemish.image.PngWriter;
import io.blemish.image.RgbImage;
import io.blemish.server.history.History;
import io.blemish.server.history.PictureStore;
import io.blemish.server.history.PictureType;
import io.blemish.server.history.Verdict;
import io.blemish.server.http.Exchange;
import io.blemish.server.users.Role;
import java.io.IOException;
import java.util.Optional;

/** The pictures of past verdicts: as they were sent, smaller, as heat maps and overlays, and the raw maps. */
final class PictureRoutes {
    /** The header {@code Cache-Control} of a picture that never changes. */
    static final String KEPT_BY_BROWSERS = "private, max-age=86400, immutable";

    private static final String BYTES = "application/octet-stream";
    private static final int MIN_SIDE = 16;
    private static final int MAX_SIDE = 8192;

    private final History history;
    private final PictureStore pictures;
    private final VerdictDrawing drawing;

    PictureRoutes(final History history, final PictureStore pictures) {
        this.history = history;
        this.pictures = pictures;
        this.drawing = new VerdictDrawing(history, pictures);
    }

    void add(final Operations operations) {
        operations.get(Role.OPERATOR, "/v1/predictions/{id}/picture", this::picture);
        operations.get(Role.OPERATOR, "/v1/predictions/{id}/heatmap", this::heatMap);
        operations.get(Role.OPERATOR, "/v1/predictions/{id}/overlay", this::overlay);
        operations.get(Role.OPERATOR, "/v1/predictions/{id}/map", this::map);
    }

    private Verdict verdict(final Exchange exchange) {
        return new Parameters(exchange).verdict(history);
    }

    /** The size that a request asks for, if it asks for one. */
    static Optional<Downscaler> scale(final Exchange exchange) {
        return new Parameters(exchange).whole("size", MIN_SIDE, MAX_SIDE).map(Downscaler::new);
    }

    private void picture(final Exchange exchange) throws IOException {
        final Verdict verdict = verdict(exchange);
        final Optional<Downscaler> scale = scale(exchange);
        if (scale.isPresent()) {
            send(exchange, drawing.picture(verdict, scale.get()));
            return;
        }
        final byte[] picture = pictures.picture(verdict.id()).orElseThrow(VerdictDrawing::notStored);
        send(exchange, PictureType.contentTypeOf(picture), picture);
    }

    private void heatMap(final Exchange exchange) throws IOException {
        final Verdict verdict = verdict(exchange);
        send(exchange, drawing.heatMap(verdict, scale(exchange).orElse(Downscaler.NONE)));
    }

    private void overlay(final Exchange exchange) throws IOException {
        final Verdict verdict = verdict(exchange);
        send(exchange, drawing.overlay(verdict, scale(exchange).orElse(Downscaler.NONE)));
    }

    private void map(final Exchange exchange) throws IOException {
        send(exchange, BYTES, pictures.map(verdict(exchange).id()).orElseThrow(VerdictDrawing::notStored));
    }

    private static void send(final Exchange exchange, final RgbImage image) throws IOException {
        send(exchange, "image/png", PngWriter.toBytes(image));
    }

    /** Sends a file of a verdict. Browsers may keep it, because it never changes. */
    private static void send(final Exchange exchange, final String type, final byte[] file) throws IOException {
        exchange.setHeader("Cache-Control", KEPT_BY_BROWSERS);
        exchange.send(type, file);
    }
}
