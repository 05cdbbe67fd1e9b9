package io.blemish.server;

import io.blemish.server.http.Exchange;
import io.blemish.server.http.ProblemException;
import io.blemish.server.http.ProblemKind;
import io.blemish.server.users.Role;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Decides who may use the server. With tokens or users, a request needs a token, or the cookie of a user who has signed in. Without,
 * it must come from this machine and call the server by a loopback name, so that a web site cannot get in by a name of its own that
 * points here. A request that changes something must not come from another site's page, because a browser adds the password or the
 * cookie to it unasked.
 */
final class Access {
    private static final Set<String> OWN_PAGES = Set.of("same-origin", "none");
    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> READING = Set.of("GET", "HEAD");

    /** Where a user signs in and out, which nobody needs to be signed in for. */
    static final String SESSION = "/v1/session";

    /** What ways there are to sign in; the way by a provider is below it. */
    static final String WAYS = "/v1/sign-in";

    private static final Set<String> FOR_STRANGERS = Set.of(WAYS, SingleSignOn.BEGIN, SingleSignOn.END);

    /** Whoever uses a server without tokens and users. */
    private static final Caller LOCAL = new Caller(Role.ADMIN, "a user of the server's machine");

    /** Whoever can reach the management port. */
    private static final Caller WATCHER = new Caller(Role.OPERATOR, "a monitor");

    private final Optional<AccessFile<Tokens>> tokens;
    private final Optional<SignIns> signIns;
    private final InstantSource clock;
    private final boolean everyone;
    private final WrongTokens wrong = new WrongTokens(System::nanoTime);

    Access(final Optional<AccessFile<Tokens>> tokens, final Optional<SignIns> signIns, final InstantSource clock) {
        this(tokens, signIns, clock, false);
    }

    private Access(
            final Optional<AccessFile<Tokens>> tokens,
            final Optional<SignIns> signIns,
            final InstantSource clock,
            final boolean everyone) {
        this.tokens = tokens;
        this.signIns = signIns;
        this.clock = clock;
        this.everyone = everyone;
    }

    /**
     * Who may use a port that tells health and metrics alone: whoever can reach its address. On a loopback address a web site's
     * own name is refused, as on every port without tokens.
     */
    static Access withoutTokens(final String host) {
        return new Access(Optional.empty(), Optional.empty(), InstantSource.system(), !isLoopback(host));
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

    /** Whether a server listens at every address of its machine. */
    static boolean isEveryAddress(final String host) {
        try {
            return InetAddress.getByName(host).isAnyLocalAddress();
        } catch (final UnknownHostException e) {
            return false;
        }
    }

    /** Signs users in; empty if the server has none. */
    Optional<SignIns> signIns() {
        return signIns;
    }

    /** Whether somebody with a password or a token has a name, in whatever case: the audit log tells people apart by it. */
    boolean isTaken(final String name) {
        return signIns.filter(one -> one.hasUser(name)).isPresent()
                || tokens.filter(file -> file.content().hasName(name)).isPresent();
    }

    /** Whether the files of the page are for everyone, because the page itself asks for name and password. */
    boolean opensPage() {
        return signIns.isPresent();
    }

    /**
     * Checks a request.
     *
     * @throws ProblemException if its sender may not use the server
     */
    void check(final Exchange exchange) {
        final boolean changing = !READING.contains(exchange.method());
        if (signIns.isEmpty() || !isForStrangers(exchange.path(), changing)) {
            caller(exchange);
        }
        if (changing && isFromAnotherSite(exchange)) {
            throw new ProblemException(
                    ProblemKind.FORBIDDEN, "Another site's page sent this request; only this server's own may.");
        }
    }

    private static boolean isForStrangers(final String path, final boolean changing) {
        return changing ? path.equals(SESSION) : FOR_STRANGERS.contains(path);
    }

    /**
     * Checks the role of a request's sender.
     *
     * @throws ProblemException if the sender does not have it
     */
    Caller require(final Exchange exchange, final Role role) {
        final Caller caller = caller(exchange);
        if (!caller.role().includes(role)) {
            throw new ProblemException(
                    ProblemKind.FORBIDDEN,
                    "This takes the role " + role.word() + "; yours is "
                            + caller.role().word() + ".");
        }
        return caller;
    }

    /**
     * The sender of a request.
     *
     * @throws ProblemException if the sender may not use the server
     */
    Caller caller(final Exchange exchange) {
        final Caller caller = find(exchange).orElseThrow(() -> stranger(exchange));
        signIns.ifPresent(users -> users.use(exchange));
        return caller;
    }

    /** Whether the sender of a request that is still being answered may still use the server. */
    boolean allows(final Exchange exchange) {
        return find(exchange).isPresent();
    }

    private Optional<Caller> find(final Exchange exchange) {
        if (everyone) {
            return Optional.of(WATCHER);
        }
        final Optional<String> token = token(exchange);
        if (tokens.isPresent() && (token.isPresent() || signIns.isEmpty())) {
            return holder(token)
                    .filter(holder -> !holder.isExpired(clock.instant()))
                    .map(Tokens.Holder::caller);
        }
        if (signIns.isPresent()) {
            return signIns.get().caller(exchange);
        }
        return isCalledLocally(exchange) ? Optional.of(LOCAL) : Optional.empty();
    }

    private Optional<Tokens.Holder> holder(final Optional<String> token) {
        return tokens.flatMap(file -> file.content().holder(token));
    }

    private static boolean isCalledLocally(final Exchange exchange) {
        final String host = hostName(exchange.header("Host").orElse("localhost"));
        return LOOPBACK_NAMES.contains(host.toLowerCase(Locale.ROOT));
    }

    private ProblemException stranger(final Exchange exchange) {
        if (tokens.isEmpty() && signIns.isEmpty()) {
            return new ProblemException(
                    ProblemKind.FORBIDDEN, "This server is for its own machine: call it localhost or 127.0.0.1.");
        }
        final Optional<String> token = token(exchange);
        if (signIns.isPresent() && (token.isEmpty() || tokens.isEmpty())) {
            // Not Basic, because the browser would then ask for a password itself.
            exchange.setHeader("WWW-Authenticate", "Bearer realm=\"Blemish\"");
            return new ProblemException(ProblemKind.SIGN_IN, "Sign in, or send 'Authorization: Bearer TOKEN'.");
        }
        if (signIns.isEmpty()) {
            exchange.setHeader("WWW-Authenticate", "Basic realm=\"Blemish\", charset=\"UTF-8\"");
        }
        return new ProblemException(
                ProblemKind.UNAUTHORIZED,
                holder(token)
                        .flatMap(Tokens.Holder::expires)
                        .map(expired -> "This token is refused since " + expired + "; get a new one.")
                        .orElse("Send a token of this server: 'Authorization: Bearer TOKEN', or as the password of"
                                + " HTTP Basic."));
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
