package io.blemish.server;

import io.blemish.server.http.Exchange;
import io.blemish.server.http.ProblemException;
import io.blemish.server.http.ProblemKind;
import io.blemish.server.users.Account;
import io.blemish.server.users.Password;
import io.blemish.server.users.PasswordHash;
import io.blemish.server.users.ProviderUser;
import io.blemish.server.users.User;
import io.blemish.server.users.Users;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Users sign in with a name and a password, and a cookie shows from then on who they are. Who is removed from the file of users, or has
 * another role or password there, is signed out. Whom an OpenID provider knows gets the same session, see {@link OidcRoutes}.
 */
final class SignIns {
    /** To check a password takes a processor's time and memory, which others need to judge pictures. */
    private static final int AT_ONCE = 2;

    /** Who is meant in the log when nobody here has the name that was given. */
    static final String UNKNOWN = "an unknown name";

    /** So many people as begin a shift together get in; no longer, because a thread waits. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final Optional<AccessFile<Users>> users;
    private final Cookie cookie;
    private final Sessions sessions;
    private final SignInPace pace;
    private final PasswordHash nobody = PasswordHash.ofNobody();
    private final Semaphore checks = new Semaphore(AT_ONCE);

    SignIns(
            final Optional<AccessFile<Users>> users,
            final Cookie cookie,
            final InstantSource clock,
            final LongSupplier stopwatch) {
        this.users = users;
        this.cookie = cookie;
        this.sessions = new Sessions(clock);
        this.pace = new SignInPace(stopwatch);
    }

    /**
     * A cookie that no script can read.
     *
     * @param name of its own for each port: browsers send cookies to all ports of a host
     * @param secure whether browsers may send it over TLS alone
     * @param sameSite {@code Strict}, or {@code Lax} if it is sent, too, when another site's page leads here
     */
    record Cookie(String name, boolean secure, String sameSite) {
        Optional<String> in(final Exchange exchange) {
            for (final String pair : exchange.header("Cookie").orElse("").split(";", -1)) {
                if (pair.strip().startsWith(name + "=")) {
                    return Optional.of(pair.strip().substring(name.length() + 1));
                }
            }
            return Optional.empty();
        }

        /** Sets it until the browser is closed. */
        void set(final Exchange exchange, final String value) {
            exchange.addHeader("Set-Cookie", name + "=" + value + attributes());
        }

        void remove(final Exchange exchange) {
            exchange.addHeader("Set-Cookie", name + "=" + attributes() + "; Max-Age=0");
        }

        private String attributes() {
            return "; Path=/; HttpOnly; SameSite=" + sameSite + (secure ? "; Secure" : "");
        }
    }

    /** The user of a request; empty if nobody is signed in. */
    Optional<Caller> caller(final Exchange exchange) {
        return cookie.in(exchange)
                .flatMap(sessions::find)
                .filter(session -> isValid(session.account()))
                .map(SignIns::caller);
    }

    private static Caller caller(final Sessions.Session session) {
        return new Caller(session.account().role(), session.account().name(), Optional.of(session.end()));
    }

    /** The provider is not asked again about those whom it knows, but none of them has the name of a user in the file. */
    private boolean isValid(final Account account) {
        final Optional<User> user = find(account.name());
        return account instanceof User ? user.filter(account::equals).isPresent() : user.isEmpty();
    }

    /** Whom a provider knows, if such a person has signed in. */
    Optional<ProviderUser> providerUser(final Exchange exchange) {
        return cookie.in(exchange)
                .flatMap(sessions::find)
                .flatMap(session ->
                        session.account() instanceof ProviderUser user ? Optional.of(user) : Optional.empty());
    }

    /** The user of a name in the file of users; empty if there is none. */
    Optional<User> find(final String name) {
        return users.flatMap(file -> file.content().find(name));
    }

    /** Whether a user in the file has a name, in whatever case. */
    boolean hasUser(final String name) {
        return users.filter(file -> file.content().all().stream()
                        .anyMatch(user -> user.name().equalsIgnoreCase(name)))
                .isPresent();
    }

    /** Whether there are users who sign in with a password. */
    boolean hasUsers() {
        return users.isPresent();
    }

    /** How fast sign-ins may fail. */
    SignInPace pace() {
        return pace;
    }

    /** Notes that the session of a request is used. */
    void use(final Exchange exchange) {
        cookie.in(exchange).ifPresent(sessions::use);
    }

    /** The name as the log may have it: a password that was typed in the field of the name must not be kept. */
    String known(final String name) {
        return find(name).map(User::name).orElse(UNKNOWN);
    }

    /**
     * Checks a name and a password.
     *
     * @return the user; empty if name or password is wrong
     * @throws ProblemException if nobody has a password, too many sign-ins have failed, or too many people sign in at this moment
     */
    Optional<User> verify(final Exchange exchange, final String name, final String password) {
        if (users.isEmpty()) {
            throw new ProblemException(
                    ProblemKind.CONFLICT, "No user of this server has a password; it is started without --users.");
        }
        final String wanted = User.normal(shortened(name));
        // First, so that only few requests of an address wait, each of which holds a thread.
        final Optional<Duration> wait = pace.begin(wanted, exchange.address());
        if (wait.isPresent()) {
            throw tooMany(exchange, wait.get());
        }
        if (!waitForCheck()) {
            pace.takeBack(wanted, exchange.address());
            throw ProblemException.overloaded("Several people sign in at this moment.");
        }
        try {
            final Optional<User> user = find(wanted);
            final boolean right = user.map(User::password).orElse(nobody).matches(shortened(password));
            if (user.isEmpty() || !right) {
                return Optional.empty();
            }
            pace.succeed(wanted, exchange.address());
            return user;
        } finally {
            checks.release();
        }
    }

    private boolean waitForCheck() {
        try {
            return checks.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** No name and no password is longer: each of its characters has at most two of Java's. */
    private static String shortened(final String text) {
        return text.substring(0, Math.min(text.length(), 2 * Password.LONGEST + 1));
    }

    /** Begins a session of a user, sets its cookie, and ends the session that the request had. */
    Caller begin(final Exchange exchange, final Account account) {
        cookie.in(exchange).ifPresent(sessions::end);
        final String id = sessions.begin(account);
        cookie.set(exchange, id);
        return new Caller(account.role(), account.name(), sessions.find(id).map(Sessions.Session::end));
    }

    private static ProblemException tooMany(final Exchange exchange, final Duration wait) {
        final long seconds = wait.plusSeconds(1).minusNanos(1).toSeconds();
        exchange.setHeader("Retry-After", String.valueOf(seconds));
        return new ProblemException(
                ProblemKind.TOO_MANY_SIGN_INS,
                String.format(
                        Locale.ROOT,
                        "Too many sign-ins have failed. Try again in %d %s.",
                        seconds,
                        seconds == 1 ? "second" : "seconds"));
    }

    /** Ends the session of a request, if it has one. */
    void signOut(final Exchange exchange) {
        cookie.in(exchange).ifPresent(sessions::end);
        cookie.remove(exchange);
    }
}
