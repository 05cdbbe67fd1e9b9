package io.blemish.server.oidc;

import io.blemish.BlemishException;
import io.blemish.server.oidc.SignInFault.Reason;
import io.blemish.server.users.ProviderUser;
import io.blemish.server.users.Role;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs people in by the authorization code flow of OpenID Connect Core 1.0 with PKCE. The provider is looked for at the first sign-in,
 * so that a server starts without it. Safe for use by many threads.
 */
public final class OpenIdProvider {
    private static final Logger LOG = LoggerFactory.getLogger(OpenIdProvider.class);

    private static final Duration METADATA_KEPT = Duration.ofHours(1);

    /** A provider that is away is not asked for its metadata by each of those who wait for it. */
    private static final Duration FAILURE_KEPT = Duration.ofSeconds(2);

    /** A longer ID token does not fit into the address at which people sign out. */
    private static final int LONGEST_PROOF = 4000;

    private final OidcSettings settings;
    private final InstantSource clock;
    private final ProviderClient http = new ProviderClient();
    private final TokenEndpoint tokens;
    private final Attempt.Attempts attempts = new Attempt.Attempts();
    private volatile Optional<Discovered> discovered = Optional.empty();

    private volatile Optional<Failed> failed = Optional.empty();

    private record Failed(SignInFault fault, Instant since) {}

    private record Discovered(ProviderMetadata metadata, IdTokens idTokens, Instant since) {}

    /**
     * A provider, which is not called yet.
     *
     * @throws BlemishException if the file of the client's secret cannot be used
     */
    public OpenIdProvider(final OidcSettings settings, final InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.tokens = new TokenEndpoint(settings.client(), http);
    }

    /**
     * What a browser needs to begin.
     *
     * @param address where it goes
     * @param cookie what it keeps until it comes back
     */
    public record Begin(URI address, String cookie) {}

    /**
     * What a browser comes back with.
     *
     * @param cookie what it kept
     * @param state the parameter of this name
     * @param code the parameter of this name; empty if the provider did not give one
     * @param error the parameter of this name
     * @param issuer the parameter {@code iss} (RFC 9207)
     */
    public record Return(
            Optional<String> cookie,
            Optional<String> state,
            Optional<String> code,
            Optional<String> error,
            Optional<String> issuer) {}

    /** The name of the provider for people. */
    public String name() {
        return settings.name();
    }

    /**
     * Begins a sign-in.
     *
     * @param redirect where the browser comes back to
     * @throws SignInFault if the provider cannot be used
     */
    public Begin begin(final URI redirect) throws SignInFault {
        final ProviderMetadata metadata = discover().metadata();
        final Attempt attempt = attempts.begin(clock.instant());
        final Set<String> scopes = new LinkedHashSet<>(List.of("openid", "profile"));
        scopes.addAll(settings.scopes());
        final Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", settings.client().id());
        query.put("redirect_uri", redirect.toString());
        query.put("scope", String.join(" ", scopes));
        query.put("state", attempt.state());
        query.put("nonce", attempt.nonce());
        query.put("code_challenge", attempt.challenge());
        query.put("code_challenge_method", "S256");
        return new Begin(Query.appended(metadata.authorization(), query), attempt.cookie());
    }

    /**
     * Ends a sign-in.
     *
     * @param given what the browser comes back with
     * @param redirect where it came back to
     * @throws SignInFault if it is nobody who may use the server
     */
    public ProviderUser end(final Return given, final URI redirect) throws SignInFault {
        final Attempt attempt = given.cookie()
                .flatMap(cookie -> attempts.find(cookie, given.state().orElse(""), clock.instant()))
                .orElseThrow(() -> new SignInFault(
                        Reason.STALE, "The sign-in did not begin in this browser, or more than ten minutes ago."));
        if (given.issuer().isPresent() && !given.issuer().get().equals(settings.issuer())) {
            throw new SignInFault(Reason.UNCONFIRMED, "The answer is that of another issuer.");
        }
        if (given.error().isPresent() || given.code().isEmpty()) {
            throw new SignInFault(
                    Reason.DENIED,
                    "The OpenID provider gave no code: "
                            + given.error().map(SignInFault::code).orElse("without a reason") + ".");
        }
        final Discovered provider = discover();
        final TokenEndpoint.Tokens got =
                tokens.exchange(provider.metadata(), given.code().get(), attempt.verifier(), redirect);
        final Map<String, Object> claims = new HashMap<>(provider.idTokens().check(got.idToken(), attempt.nonce()));
        final boolean withoutRoles = settings.roles().values(claims).isEmpty();
        if (withoutRoles || !claims.containsKey(settings.nameClaim())) {
            tokens.userInfo(provider.metadata(), got, String.valueOf(claims.get("sub")))
                    .forEach((name, value) -> {
                        // An ID token may have the claim that leads to the roles, and not the roles in it.
                        if (withoutRoles && settings.roles().areIn(name)) {
                            claims.put(name, value);
                        } else {
                            claims.putIfAbsent(name, value);
                        }
                    });
        }
        return user(claims, got.idToken());
    }

    private ProviderUser user(final Map<String, Object> claims, final String idToken) throws SignInFault {
        final String subject = String.valueOf(claims.get("sub"));
        final String who = "The subject " + subject + " of the OpenID provider";
        if (!(claims.get(settings.nameClaim()) instanceof String name)) {
            throw new SignInFault(Reason.NO_NAME, who + " has no claim " + settings.nameClaim() + ".");
        }
        final Role role = settings.roles()
                .role(claims)
                .orElseThrow(() -> new SignInFault(
                        Reason.NO_ROLE,
                        who + ", " + name + ", has no role here: the claim "
                                + settings.roles().claim() + " has "
                                + settings.roles().values(claims) + "."));
        try {
            return new ProviderUser(name, role, subject, idToken.length() <= LONGEST_PROOF ? idToken : "");
        } catch (final IllegalArgumentException e) {
            throw new SignInFault(Reason.NO_NAME, who + " cannot be used: " + e.getMessage() + ".");
        }
    }

    /**
     * Where a user signs out of the provider too; empty if the provider has no such place.
     *
     * @param page where the browser comes back to
     */
    public Optional<URI> signOut(final ProviderUser user, final URI page) {
        return discovered.flatMap(provider -> provider.metadata().endSession()).map(address -> {
            final Map<String, String> query = new LinkedHashMap<>();
            if (!user.proof().isEmpty()) {
                query.put("id_token_hint", user.proof());
            }
            query.put("client_id", settings.client().id());
            query.put("post_logout_redirect_uri", page.toString());
            return Query.appended(address, query);
        });
    }

    /** What the provider says of itself, fetched when it is not known or not fresh any more. */
    private Discovered discover() throws SignInFault {
        final Optional<Discovered> known = discovered;
        final Instant now = clock.instant();
        if (known.isPresent() && now.isBefore(known.get().since().plus(METADATA_KEPT))) {
            return known.get();
        }
        final Optional<Failed> before = failed;
        if (before.isPresent() && now.isBefore(before.get().since().plus(FAILURE_KEPT))) {
            return known.orElseThrow(() -> before.get().fault());
        }
        try {
            final Discovered found = fetch(known, now);
            discovered = Optional.of(found);
            return found;
        } catch (final SignInFault e) {
            LOG.warn("{}", e.sentence());
            failed = Optional.of(new Failed(e, clock.instant()));
            return known.orElseThrow(() -> e);
        }
    }

    private Discovered fetch(final Optional<Discovered> known, final Instant now) throws SignInFault {
        final URI address = ProviderMetadata.address(settings.issuer());
        final ProviderClient.Answer answer = http.send(ProviderClient.request(address));
        if (!answer.isOk()) {
            throw new SignInFault(
                    Reason.AWAY, "The OpenID provider answered at " + address + " with " + answer.status() + ".");
        }
        final ProviderMetadata metadata = ProviderMetadata.read(settings.issuer(), answer.json());
        final IdTokens idTokens = known.filter(
                        before -> before.metadata().keys().equals(metadata.keys()))
                .map(Discovered::idTokens)
                .orElseGet(() -> new IdTokens(
                        settings.issuer(), settings.client().id(), IdTokens.keys(metadata.keys(), http), clock));
        return new Discovered(metadata, idTokens, now);
    }
}
