package io.blemish.server;

import io.blemish.server.audit.Action;
import io.blemish.server.http.Exchange;
import io.blemish.server.http.Operation;
import io.blemish.server.http.ProblemException;
import io.blemish.server.http.ProblemKind;
import io.blemish.server.oidc.OpenIdProvider;
import io.blemish.server.oidc.SignInFault;
import io.blemish.server.oidc.SignInFault.Reason;
import io.blemish.server.users.ProviderUser;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ways to sign in, and the one by an OpenID provider. A browser is sent to the provider and comes back; then, or if that fails, it is
 * sent to the page, which gets the reason as a word and has a sentence for it. Nothing of what the provider says is shown.
 */
final class OidcRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(OidcRoutes.class);

    /** Each holds a thread while the provider answers. */
    private static final int AT_ONCE = 8;

    /** What a browser fetches for a person, and not for a page. */
    private static final String DOCUMENT = "document";

    private final Access access;
    private final Optional<SingleSignOn> provider;
    private final SignIns.Cookie cookie;
    private final SignInRecord record;
    private final Semaphore calls = new Semaphore(AT_ONCE);

    /**
     * The operations.
     *
     * @param cookie of a sign-in that has begun
     */
    OidcRoutes(
            final Access access,
            final Optional<SingleSignOn> provider,
            final SignIns.Cookie cookie,
            final SignInRecord record) {
        this.access = access;
        this.provider = provider;
        this.cookie = cookie;
        this.record = record;
    }

    void add(final Operations operations) {
        operations.withoutRole().get(Access.WAYS, exchange -> exchange.sendJson(ways()));
        operations.withoutRole().get(SingleSignOn.BEGIN, exchange -> answer(exchange, this::begin));
        operations.withoutRole().get(SingleSignOn.END, exchange -> answer(exchange, this::end));
    }

    /** {@code SignInWays} in openapi.yaml. */
    private record Ways(boolean passwords, Optional<Provider> provider) {}

    private record Provider(String name, URI address) {}

    private Ways ways() {
        return new Ways(
                access.signIns().filter(SignIns::hasUsers).isPresent(),
                provider.map(one -> new Provider(one.provider().name(), one.begin())));
    }

    private SingleSignOn provider() {
        return provider.orElseThrow(() -> new ProblemException(
                ProblemKind.CONFLICT, "This server has no OpenID provider; it is started without --oidc-issuer."));
    }

    private SignIns signIns() {
        return access.signIns().orElseThrow();
    }

    /** Sends the browser to the page if there is a problem, because a person waits for the answer. */
    private void answer(final Exchange exchange, final Operation operation) throws IOException {
        final SingleSignOn here = provider();
        // Pictures and scripts on pages of other sites must not use up what this address may fail.
        if (!exchange.header("Sec-Fetch-Dest").orElse(DOCUMENT).equals(DOCUMENT)) {
            toPage(exchange, here, word(Reason.STALE));
            return;
        }
        try {
            operation.handle(exchange);
        } catch (final ProblemException e) {
            toPage(exchange, here, e.kind().slug());
        }
    }

    private static void toPage(final Exchange exchange, final SingleSignOn here, final String reason)
            throws IOException {
        exchange.redirect(here.page() + "?sign-in=" + reason);
    }

    private static String word(final Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void begin(final Exchange exchange) throws IOException {
        final SingleSignOn here = provider();
        try {
            final OpenIdProvider.Begin begin = calling(() -> here.provider().begin(here.end()));
            cookie.set(exchange, begin.cookie());
            exchange.redirect(begin.address().toString());
        } catch (final SignInFault e) {
            toPage(exchange, here, word(e.reason()));
        }
    }

    private void end(final Exchange exchange) throws IOException {
        final SingleSignOn here = provider();
        final SignInPace pace = signIns().pace();
        if (pace.begin(exchange.address()).isPresent()) {
            throw new ProblemException(ProblemKind.TOO_MANY_SIGN_INS, "Too many sign-ins have failed.");
        }
        cookie.remove(exchange);
        try {
            final ProviderUser user = calling(() -> known(here, exchange));
            pace.takeBack(exchange.address());
            record.attempt(user.name(), Action.SIGN_IN, exchange, Optional.of("subject " + user.subject()));
            signIns().begin(exchange, user);
            exchange.redirect(here.page().toString());
        } catch (final SignInFault e) {
            LOG.warn("A sign-in from {} failed. {}", exchange.address(), e.sentence());
            record.attempt(SignIns.UNKNOWN, Action.SIGN_IN_FAILED, exchange, Optional.of(e.sentence()));
            toPage(exchange, here, word(e.reason()));
        } catch (final ProblemException e) {
            if (e.kind() == ProblemKind.OVERLOADED) {
                // It has not failed: nobody was asked.
                pace.takeBack(exchange.address());
            }
            throw e;
        }
    }

    /** The one whom the provider names, unless the name is that of somebody else here. */
    private ProviderUser known(final SingleSignOn here, final Exchange exchange) throws SignInFault {
        final ProviderUser user = here.provider()
                .end(
                        new OpenIdProvider.Return(
                                cookie.in(exchange),
                                exchange.queryParameter("state"),
                                exchange.queryParameter("code"),
                                exchange.queryParameter("error"),
                                exchange.queryParameter("iss")),
                        here.end());
        if (access.isTaken(user.name())) {
            throw new SignInFault(
                    Reason.NO_NAME,
                    "The OpenID provider's " + user + ", has the name of a user or a token in this server's files."
                            + " One of them needs another name.");
        }
        return user;
    }

    /** A call of the provider. */
    private interface Call<T> {
        T answer() throws SignInFault;
    }

    private <T> T calling(final Call<T> call) throws SignInFault {
        if (!calls.tryAcquire()) {
            throw ProblemException.overloaded("Several people sign in at this moment.");
        }
        try {
            return call.answer();
        } finally {
            calls.release();
        }
    }

    /** Says what the provider must know. */
    static void announce(final SingleSignOn here) {
        LOG.info(
                "Register at the OpenID provider: {} to come back to, {} to come back to after signing out.",
                here.end(),
                here.page());
    }
}
