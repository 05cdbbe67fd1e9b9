package io.blemish.server;

import io.blemish.artifact.Sha256;
import io.javalin.http.Context;
import io.javalin.http.staticfiles.ResourceHandler;
import io.javalin.http.staticfiles.StaticFileConfig;
import io.javalin.security.RouteRole;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The files of the page, from the class path's folder {@code page}. */
final class PageFiles implements ResourceHandler {
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

    @Override
    public boolean canHandle(final Context ctx) {
        return content(ctx).isPresent();
    }

    @Override
    public boolean handle(final Context ctx) {
        final Optional<byte[]> content = content(ctx);
        if (content.isEmpty()) {
            return false;
        }
        final String tag = '"' + Sha256.hex(content.get()).substring(0, 16) + '"';
        ctx.header("ETag", tag).header("Cache-Control", "no-cache").contentType(type(path(ctx)));
        if (tag.equals(ctx.header("If-None-Match"))) {
            ctx.status(304);
        } else {
            ctx.result(content.get());
        }
        return true;
    }

    @Override
    public boolean addStaticFileConfig(final StaticFileConfig config) {
        return false;
    }

    @Override
    public Set<RouteRole> resourceRouteRoles(final Context ctx) {
        return Set.of();
    }

    private static String path(final Context ctx) {
        return ctx.path().equals("/") ? "/index.html" : ctx.path();
    }

    private static String type(final String path) {
        return TYPES.getOrDefault(path.substring(path.lastIndexOf('.') + 1), "application/octet-stream");
    }

    private static Optional<byte[]> content(final Context ctx) {
        final String path = path(ctx);
        if (!FORM.matcher(path).matches() || !path.contains(".")) {
            return Optional.empty();
        }
        try (InputStream in = PageFiles.class.getResourceAsStream("/page" + path)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
