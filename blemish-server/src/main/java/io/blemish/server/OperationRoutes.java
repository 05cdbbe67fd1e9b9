package io.blemish.server;

import io.blemish.model.Software;
import io.blemish.server.history.PictureStore;
import io.blemish.server.http.Exchange;
import io.blemish.server.http.Routes;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** For those who write programs for the server: openapi.yaml. For the page: who its user is. */
final class OperationRoutes {
    private final Access access;
    private final ServerOptions.Limits limits;
    private final PictureStore pictures;

    OperationRoutes(final Access access, final ServerOptions.Limits limits, final PictureStore pictures) {
        this.access = access;
        this.limits = limits;
        this.pictures = pictures;
    }

    void add(final Routes routes) {
        routes.get("/v1/session", this::session);
        routes.get("/openapi.yaml", OperationRoutes::contract);
    }

    private record Session(
            String role,
            String software,
            long maxBytes,
            long maxPixels,
            int maxPictures,
            long keptBytes,
            long keepBytes) {}

    private void session(final Exchange exchange) throws IOException {
        exchange.sendJson(new Session(
                access.role(exchange).name().toLowerCase(Locale.ROOT),
                Software.NAME_AND_VERSION,
                limits.bytes(),
                limits.pixels(),
                limits.pictures(),
                pictures.bytes(),
                pictures.limit()));
    }

    private static void contract(final Exchange exchange) throws IOException {
        try (InputStream in = OperationRoutes.class.getResourceAsStream("openapi.yaml")) {
            if (in == null) {
                throw new IllegalStateException("openapi.yaml is missing from the program");
            }
            exchange.send("application/yaml", in.readAllBytes());
        }
    }
}
