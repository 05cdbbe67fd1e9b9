package io.blemish.server;

import io.blemish.artifact.Sha256;
import io.blemish.server.http.Exchange;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The files of the page, from the class path's folder {@code page}. */
final class PageFiles {
    /** No name of this form begins with a dot, so none leads out of the folder. */
    private static final Pattern FORM =
            Pattern.compile("/([A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "json", "application/json",
            "svg", "image/svg+xml",
            "png", "image/png",
            "ico", "image/x-icon",
            "woff2", "font/woff2",
            "webmanifest", "application/manifest+json",
            "txt", "text/plain; charset=utf-8");

    static final Set<String> METHODS = Set.of("GET", "HEAD");
    private static final int TAG_DIGITS = 16;
    private static final int NOT_MODIFIED = 304;

    /**
     * Sends the file that a request asks for.
     *
     * @return whether there is such a file
     */
    boolean handle(final Exchange exchange) throws IOException {
        final String path = file(exchange.path());
        final Optional<byte[]> content = METHODS.contains(exchange.method()) ? content(path) : Optional.empty();
        if (content.isEmpty()) {
            return false;
        }
        final String tag = '"' + Sha256.hex(content.get()).substring(0, TAG_DIGITS) + '"';
        exchange.setHeader("ETag", tag);
        exchange.setHeader("Cache-Control", "no-cache");
        if (exchange.header("If-None-Match").equals(Optional.of(tag))) {
            exchange.send(NOT_MODIFIED);
        } else {
            exchange.send(type(path), content.get());
        }
        return true;
    }

    /** Whether there is a file of this path. */
    boolean has(final String path) throws IOException {
        return content(file(path)).isPresent();
    }

    private static String file(final String path) {
        return path.equals("/") ? "/index.html" : path;
    }

    private static String type(final String path) {
        return TYPES.getOrDefault(path.substring(path.lastIndexOf('.') + 1), "application/octet-stream");
    }

    private static Optional<byte[]> content(final String path) throws IOException {
        if (!FORM.matcher(path).matches() || !path.contains(".")) {
            return Optional.empty();
        }
        try (InputStream in = PageFiles.class.getResourceAsStream("/page" + path)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        }
    }
}
