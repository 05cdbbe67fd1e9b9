package io.blemish.server;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Decides who may in. With tokens, whoever has one; without, whoever speaks to this machine by a loopback name, so that a
 * web site cannot reach in by a name of its own that points here. What changes something must not come from another site's
 * page, because a browser sends a password along by itself.
 */
final class Access {
    private static final String ROLE = "role";
    private static final Set<String> OWN_PAGES = Set.of("same-origin", "none");
    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Optional<Tokens> tokens;

    Access(final Optional<Tokens> tokens) {
        this.tokens = tokens;
    }

    /** Whether an address can be reached from this machine only. */
    static boolean isLoopback(final String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (final UnknownHostException e) {
            return false;
        }
    }

    /** Refuses a request that may not in. */
    void check(final Context ctx) {
        ctx.attribute(ROLE, role(ctx));
        if (changes(ctx) && fromElsewhere(ctx)) {
            throw new ProblemException(
                    ProblemKind.FORBIDDEN, "Another site's page sent this request; only this server's own may.");
        }
    }

    private Role role(final Context ctx) {
        if (tokens.isPresent()) {
            return tokens.get().role(token(ctx)).orElseThrow(() -> {
                ctx.header("WWW-Authenticate", "Basic realm=\"Blemish\", charset=\"UTF-8\"");
                return new ProblemException(
                        ProblemKind.UNAUTHORIZED,
                        "Send a token of this server: 'Authorization: Bearer TOKEN', or as the password of HTTP Basic.");
            });
        }
        final String host = hostName(Optional.ofNullable(ctx.header("Host")).orElse("localhost"));
        if (!LOOPBACK_NAMES.contains(host.toLowerCase(Locale.ROOT))) {
            throw new ProblemException(
                    ProblemKind.FORBIDDEN, "This server is for its own machine: call it localhost or 127.0.0.1.");
        }
        return Role.ADMIN;
    }

    private static String hostName(final String host) {
        final int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }

    private static Optional<String> token(final Context ctx) {
        final String header = Optional.ofNullable(ctx.header("Authorization")).orElse("");
        final int blank = header.indexOf(' ');
        final String scheme = blank < 0 ? "" : header.substring(0, blank).toLowerCase(Locale.ROOT);
        final String rest = header.substring(blank + 1).strip();
        return switch (scheme) {
            case "bearer" -> Optional.of(rest);
            case "basic" -> password(rest);
            default -> Optional.empty();
        };
    }

    private static Optional<String> password(final String credentials) {
        try {
            final String pair = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
            final int colon = pair.indexOf(':');
            return colon < 0 ? Optional.empty() : Optional.of(pair.substring(colon + 1));
        } catch (final IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean changes(final Context ctx) {
        return !ctx.method().equals(HandlerType.GET) && !ctx.method().equals(HandlerType.HEAD);
    }

    private static boolean fromElsewhere(final Context ctx) {
        final String site = ctx.header("Sec-Fetch-Site");
        if (site != null) {
            return !OWN_PAGES.contains(site);
        }
        final String origin = ctx.header("Origin");
        return origin != null && !origin.replaceFirst("^https?://", "").equals(ctx.header("Host"));
    }

    /** What the caller may do. */
    static Role roleOf(final Context ctx) {
        return ctx.attribute(ROLE) == Role.ADMIN ? Role.ADMIN : Role.READ;
    }

    /** Refuses whoever may not change models. */
    static void requireAdmin(final Context ctx) {
        if (roleOf(ctx) != Role.ADMIN) {
            throw new ProblemException(ProblemKind.FORBIDDEN, "This takes a token of the role admin.");
        }
    }
}
