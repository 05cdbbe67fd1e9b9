package io.blemish.server;

import io.blemish.BlemishException;
import io.blemish.server.audit.AuditException;
import io.blemish.server.fits.FitConflict;
import io.blemish.server.history.HistoryException;
import io.blemish.server.http.Exchange;
import io.blemish.server.http.Operation;
import io.blemish.server.http.Problem;
import io.blemish.server.http.ProblemException;
import io.blemish.server.http.ProblemKind;
import io.blemish.server.http.Refusals;
import io.blemish.server.http.Routes;
import io.blemish.server.models.FolderException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Handles every request: checks who sent it, runs its operation, and answers with a problem if that fails. */
final class Dispatcher implements Operation {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    /** Only files of this server; no inline script or style. */
    private static final String POLICY = "default-src 'self'; img-src 'self' blob: data:; object-src 'none';"
            + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private final Access access;
    private final Routes routes;
    private final Optional<PageFiles> page;
    private final Refusals refusals = new Refusals();
    private final Metrics metrics;

    private Dispatcher(
            final Access access, final Routes routes, final Optional<PageFiles> page, final Metrics metrics) {
        this.access = access;
        this.routes = routes;
        this.page = page;
        this.metrics = metrics;
    }

    /** Runs these operations, and sends the files of the page. */
    static Dispatcher withPage(final Access access, final Routes routes, final Metrics metrics) {
        return new Dispatcher(access, routes, Optional.of(new PageFiles()), metrics);
    }

    /** Runs these operations alone. */
    static Dispatcher withoutPage(final Access access, final Routes routes, final Metrics metrics) {
        return new Dispatcher(access, routes, Optional.empty(), metrics);
    }

    @Override
    public void handle(final Exchange exchange) throws IOException {
        exchange.setHeader("Content-Security-Policy", POLICY);
        exchange.setHeader("X-Content-Type-Options", "nosniff");
        exchange.setHeader("Referrer-Policy", "no-referrer");
        exchange.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        exchange.setHeader("Cache-Control", "no-store");
        exchange.onFailure(this::refuse);
        if (access.opensPage() && page.isPresent() && page.get().handle(exchange)) {
            return;
        }
        access.check(exchange);
        run(exchange);
    }

    private void run(final Exchange exchange) throws IOException {
        if (routes.handle(exchange) || (page.isPresent() && page.get().handle(exchange))) {
            return;
        }
        final boolean file = page.isPresent() && page.get().has(exchange.path());
        final Set<String> methods = file ? new TreeSet<>(PageFiles.METHODS) : routes.methods(exchange.path());
        if (methods.isEmpty()) {
            throw missing(exchange, ProblemKind.NOT_FOUND);
        }
        exchange.setHeader("Allow", String.join(", ", methods));
        throw missing(exchange, ProblemKind.METHOD_NOT_ALLOWED);
    }

    private static ProblemException missing(final Exchange exchange, final ProblemKind kind) {
        return new ProblemException(kind, kind.title() + ": " + exchange.method() + " " + exchange.path() + ".");
    }

    private void refuse(final Exchange exchange, final Exception failure) throws IOException {
        final ProblemException problem = problem(exchange, failure);
        metrics.problem(problem.kind());
        final Problem answer = Problem.of(problem.kind(), problem.detail());
        final Duration delay = problem.kind() == ProblemKind.UNAUTHORIZED ? access.delay(exchange) : Duration.ZERO;
        if (delay.isZero()) {
            refusals.send(exchange, answer);
        } else {
            exchange.later(delay, later -> refusals.send(later, answer));
        }
    }

    private static ProblemException problem(final Exchange exchange, final Exception failure) {
        if (failure instanceof ProblemException problem) {
            return problem;
        }
        if (failure instanceof HttpException http) {
            return missing(exchange, ProblemKind.of(http.getCode()));
        }
        if (failure instanceof FitConflict conflict) {
            return new ProblemException(ProblemKind.CONFLICT, conflict.sentence());
        }
        if (failure instanceof BlemishException) {
            LOG.warn("{} {}: {}", exchange.method(), exchange.path(), failure.getMessage());
            return new ProblemException(ProblemKind.CONFLICT, String.valueOf(failure.getMessage()));
        }
        if (failure instanceof HistoryException) {
            LOG.error("{} {}: {}", exchange.method(), exchange.path(), failure.getMessage());
            return new ProblemException(
                    ProblemKind.HISTORY,
                    "The history cannot be used now, so there is no verdict; the reason is in the server's log.");
        }
        if (failure instanceof AuditException audit) {
            LOG.error("{} {}: {}", exchange.method(), exchange.path(), failure.getMessage());
            return new ProblemException(
                    ProblemKind.AUDIT,
                    audit.isOfAnEntry()
                            ? "This was done, but it is not in the audit log, which cannot be written now; the reason is"
                                    + " in the server's log."
                            : "The audit log cannot be read now; the reason is in the server's log.");
        }
        if (failure instanceof FolderException) {
            LOG.error("{} {}: {}", exchange.method(), exchange.path(), failure.getMessage());
            return new ProblemException(
                    ProblemKind.MODELS, "The server cannot change its folder of models; the reason is in its log.");
        }
        LOG.error("{} {} failed.", exchange.method(), exchange.path(), failure);
        return new ProblemException(
                ProblemKind.INTERNAL, "The server failed at this request; the reason is in its log.");
    }
}
