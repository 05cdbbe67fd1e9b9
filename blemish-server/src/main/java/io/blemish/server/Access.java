package io.blemish.server;

import io.blemish.server.http.Exchange;
import io.blemish.server.http.ProblemException;
import io.blemish.server.http.ProblemKind;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Decides who may use the server. With tokens, a request needs one. Without, it must come from this machine and call the
 * server by a loopback name, so that a web site cannot get in by a name of its own that points here. A request that changes
 * something must not come from another site's page, because a browser adds the password to it unasked.
 */
final class Access {
    private static final Set<String> OWN_PAGES = Set.of("same-origin", "none");
    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> READING = Set.of("GET", "HEAD");

    /** Whoever uses a server without tokens. */
    private static final Tokens.Holder LOCAL = new Tokens.Holder(Role.ADMIN, "a user of the server's machine");

    /** Whoever can reach the management port. */
    private static final Tokens.Holder WATCHER = new Tokens.Holder(Role.READ, "a monitor");

    private final Optional<TokenFile> tokens;
    private final boolean everyone;
    private final WrongTokens wrong = new WrongTokens(System::nanoTime);

    Access(final Optional<TokenFile> tokens) {
        this(tokens, false);
    }

    private Access(final Optional<TokenFile> tokens, final boolean everyone) {
        this.tokens = tokens;
        this.everyone = everyone;
    }

    /**
     * Who may use a port that tells health and metrics alone: whoever can reach its address. On a loopback address a web site's
     * own name is refused, as on every port without tokens.
     */
    static Access withoutTokens(final String host) {
        return new Access(Optional.empty(), !isLoopback(host));
    }

    /** How much later a request that is refused for want of a token is answered: one without a token is no guess. */
    Duration delay(final Exchange exchange) {
        return token(exchange).isPresent() ? wrong.delay(exchange.address()) : Duration.ZERO;
    }

    /** Whether only this machine itself can connect to an address. */
    static boolean isLoopback(final String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (final UnknownHostException e) {
            return false;
        }
    }

    /**
     * Checks a request.
     *
     * @throws ProblemException if its sender may not use the server
     */
    void check(final Exchange exchange) {
        role(exchange);
        if (!READING.contains(exchange.method()) && isFromAnotherSite(exchange)) {
            throw new ProblemException(
                    ProblemKind.FORBIDDEN, "Another site's page sent this request; only this server's own may.");
        }
    }

    /**
     * Checks that a request may change models.
     *
     * @throws ProblemException if it may not
     */
    void requireAdmin(final Exchange exchange) {
        admin(exchange);
    }

    /**
     * The name of the sender of a request, who may change models.
     *
     * @throws ProblemException if the sender may not
     */
    String admin(final Exchange exchange) {
        final Tokens.Holder holder = holder(exchange);
        if (holder.role() != Role.ADMIN) {
            throw new ProblemException(ProblemKind.FORBIDDEN, "This takes a token of the role admin.");
        }
        return holder.name();
    }

    /**
     * The rights of the sender of a request.
     *
     * @throws ProblemException if the sender may not use the server
     */
    Role role(final Exchange exchange) {
        return holder(exchange).role();
    }

    private Tokens.Holder holder(final Exchange exchange) {
        if (everyone) {
            return WATCHER;
        }
        if (tokens.isPresent()) {
            return tokens.get().tokens().holder(token(exchange)).orElseThrow(() -> {
                exchange.setHeader("WWW-Authenticate", "Basic realm=\"Blemish\", charset=\"UTF-8\"");
                return new ProblemException(
                        ProblemKind.UNAUTHORIZED,
                        "Send a token of this server: 'Authorization: Bearer TOKEN', or as the password of HTTP Basic.");
            });
        }
        final String host = hostName(exchange.header("Host").orElse("localhost"));
        if (!LOOPBACK_NAMES.contains(host.toLowerCase(Locale.ROOT))) {
            throw new ProblemException(
                    ProblemKind.FORBIDDEN, "This server is for its own machine: call it localhost or 127.0.0.1.");
        }
        return LOCAL;
    }

    private static String hostName(final String host) {
        final int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }

    private static Optional<String> token(final Exchange exchange) {
        final String header = exchange.header("Authorization").orElse("");
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

    private static boolean isFromAnotherSite(final Exchange exchange) {
        final Optional<String> site = exchange.header("Sec-Fetch-Site");
        if (site.isPresent()) {
            return !OWN_PAGES.contains(site.get());
        }
        final Optional<String> origin = exchange.header("Origin");
        return origin.isPresent()
                && !exchange.header("Host").equals(origin.map(text -> text.replaceFirst("^https?://", "")));
    }
}
