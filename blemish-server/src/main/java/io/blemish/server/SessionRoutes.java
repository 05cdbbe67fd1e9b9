package io.blemish.server;

import io.blemish.model.Software;
import io.blemish.server.audit.Action;
import io.blemish.server.history.PictureStore;
import io.blemish.server.http.Exchange;
import io.blemish.server.http.ProblemException;
import io.blemish.server.http.ProblemKind;
import io.blemish.server.users.Role;
import io.blemish.server.users.User;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Signing in and out, and who one is. */
final class SessionRoutes {
    private static final int NO_CONTENT = 204;

    private final Access access;
    private final Optional<SingleSignOn> provider;
    private final SignInRecord record;
    private final ServerOptions.Limits limits;
    private final PictureStore pictures;

    SessionRoutes(
            final Access access,
            final Optional<SingleSignOn> provider,
            final SignInRecord record,
            final ServerOptions.Limits limits,
            final PictureStore pictures) {
        this.access = access;
        this.provider = provider;
        this.record = record;
        this.limits = limits;
        this.pictures = pictures;
    }

    void add(final Operations operations) {
        operations.get(Role.OPERATOR, Access.SESSION, exchange -> exchange.sendJson(session(access.caller(exchange))));
        operations.withoutRole().post(Access.SESSION, this::signIn);
        operations.withoutRole().delete(Access.SESSION, this::signOut);
    }

    /** {@code Session} in openapi.yaml. */
    private record Session(
            String name,
            String role,
            Optional<Instant> signedInUntil,
            String software,
            long maxBytes,
            long maxPixels,
            int maxPictures,
            long keptBytes,
            long keepBytes) {}

    private Session session(final Caller caller) {
        return new Session(
                caller.name(),
                caller.role().word(),
                caller.signedInUntil(),
                Software.NAME_AND_VERSION,
                limits.bytes(),
                limits.pixels(),
                limits.pictures(),
                pictures.bytes(),
                pictures.limit());
    }

    /** {@code SignIn} in openapi.yaml. */
    private record SignIn(@Nullable String name, @Nullable String password) {}

    private void signIn(final Exchange exchange) throws IOException {
        JsonBody.read(exchange, SignIn.class, (same, given) -> {
            if (given.name() == null || given.password() == null) {
                throw new ProblemException(ProblemKind.BAD_REQUEST, "Send the fields 'name' and 'password'.");
            }
            signIn(same, given.name(), given.password());
        });
    }

    private void signIn(final Exchange exchange, final String name, final String password) throws IOException {
        final SignIns signIns = signIns();
        final Optional<User> user = signIns.verify(exchange, name, password);
        record.attempt(
                user.map(User::name).orElseGet(() -> signIns.known(name)),
                user.isPresent() ? Action.SIGN_IN : Action.SIGN_IN_FAILED,
                exchange,
                Optional.empty());
        if (user.isEmpty()) {
            throw new ProblemException(ProblemKind.SIGN_IN, "The name or the password is wrong.");
        }
        exchange.sendJson(session(signIns.begin(exchange, user.get())));
    }

    private SignIns signIns() {
        return access.signIns()
                .orElseThrow(() -> new ProblemException(
                        ProblemKind.CONFLICT,
                        "This server has no users to sign in; it is started without --users and --oidc-issuer."));
    }

    /** {@code SignedOut} in openapi.yaml. */
    private record SignedOut(URI goOnAt) {}

    private void signOut(final Exchange exchange) throws IOException {
        final SignIns signIns = signIns();
        final Optional<Caller> caller = signIns.caller(exchange);
        final Optional<URI> goOn = caller.flatMap(same -> signIns.providerUser(exchange))
                .flatMap(user -> provider.flatMap(here -> here.signOut(user)));
        signIns.signOut(exchange);
        caller.ifPresent(user -> record.signOut(user.name(), exchange));
        if (goOn.isPresent()) {
            exchange.sendJson(new SignedOut(goOn.get()));
        } else {
            exchange.send(NO_CONTENT);
        }
    }
}
