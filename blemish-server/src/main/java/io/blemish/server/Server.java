package io.blemish.server;

import io.blemish.InputException;
import io.blemish.server.ServerOptions.Listening;
import io.blemish.server.history.Archive;
import io.blemish.server.history.History;
import io.blemish.server.history.VerdictIds;
import io.blemish.server.http.HttpServer;
import io.blemish.server.http.Routes;
import io.blemish.server.http.Tls;
import io.blemish.server.models.BorrowedModel;
import io.blemish.server.models.ModelChange;
import io.blemish.server.models.ModelFolder;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges pictures over HTTP, remembers every verdict, and serves a page to look at them. What it offers is stated in
 * {@code openapi.yaml}. Runs until it is closed; then it finishes what it took.
 */
public final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    private static final Duration WATCH = Duration.ofSeconds(1);

    private final DataFolder data;
    private final History history;
    private final Archive archive;
    private final Metrics metrics = new Metrics();
    private final Events events = new Events();
    private final Judge judge;
    private final ModelFolder models;
    private final Optional<Tls> tls;
    private final Routes routes = new Routes();
    private final HttpServer http;
    private volatile boolean stopping;

    /**
     * Starts a server.
     *
     * @param options what to serve and how
     * @throws InputException where a folder, the database, a token file or a certificate cannot be used, the port is taken,
     *     the device is missing, or the address can be reached from elsewhere and there are no tokens
     */
    public static Server start(final ServerOptions options) {
        final Listening listening = options.listening();
        if (listening.tokens().isEmpty() && !Access.isLoopback(listening.host())) {
            throw new InputException("Address " + listening.host() + " can be reached from other machines. Say who may"
                    + " in with --token-file, or listen on 127.0.0.1.");
        }
        options.execution().device().require();
        return new Server(options);
    }

    private Server(final ServerOptions options) {
        final Listening listening = options.listening();
        final Access access = new Access(listening.tokens().map(Tokens::read));
        this.tls = listening.certificate().map(pair -> new Tls(pair.chain(), pair.key()));
        this.data = DataFolder.lock(options.keeping().data());
        this.history = options.keeping()
                .database()
                .map(History::at)
                .orElseGet(() -> History.in(data.path().resolve("history.db")));
        this.archive =
                new Archive(data.path().resolve("pictures"), options.keeping().bytes());
        this.judge = new Judge(options.limits(), options.execution().batch(), metrics);
        this.models = new ModelFolder(options.models(), data.path().resolve("models"), options.execution());
        metrics.archive(archive::bytes, archive.limit());
        models.open(this::changed);
        addRoutes(options, access);
        this.http = new HttpServer(listening.host(), listening.port(), tls, new Dispatcher(access, routes, metrics));
        try {
            http.start();
        } catch (final IOException e) {
            close();
            throw new InputException(
                    "Port " + listening.port() + " on " + listening.host()
                            + " cannot be listened on: another program may use it. Choose another with --port.",
                    e);
        }
        models.watch(WATCH);
    }

    private void addRoutes(final ServerOptions options, final Access access) {
        new PredictionRoutes(
                        options.limits(),
                        models,
                        judge,
                        history,
                        archive,
                        events,
                        metrics,
                        new VerdictIds(Clock.systemUTC()))
                .add(routes);
        new HistoryRoutes(history, archive, events).add(routes);
        new ModelRoutes(access, models).add(routes);
        new OperationRoutes(access, options.limits(), history, archive, metrics, () -> stopping).add(routes);
    }

    /** The port that is listened on. */
    public int port() {
        return http.port();
    }

    /** How many models can judge. */
    public int models() {
        return (int) models.states().stream()
                .filter(state -> state.active().isPresent())
                .count();
    }

    /** Looks whether the certificate was renewed, which is done every minute anyway. */
    void lookAtCertificate() {
        tls.ifPresent(Tls::reload);
    }

    /** The operations that are served, {@code get /v1/models}; for the test that holds them to the contract. */
    Set<String> routes() {
        return routes.operations();
    }

    /** Before anyone can judge by a version, the history knows how to draw its maps. */
    private void changed(final ModelChange change) {
        if (change.version().isPresent()) {
            try (BorrowedModel model = models.borrow(change.model()).orElseThrow()) {
                history.remember(model.version(), model.model().description().preprocessing());
            }
        }
        final Map<String, String> versions = new LinkedHashMap<>();
        models.states()
                .forEach(state -> state.active()
                        .ifPresent(active -> versions.put(
                                state.name().text(), active.version().id())));
        metrics.models(versions);
        events.model(ModelEvent.of(change));
        LOG.info(
                "Model {}: {}",
                change.model(),
                change.version().map(v -> "version " + v).orElse("gone"));
    }

    /** Takes nothing more, finishes what was taken, and gives everything back. */
    @Override
    public void close() {
        stopping = true;
        events.close();
        http.close();
        models.close();
        judge.close();
        archive.close();
        history.close();
        metrics.close();
        tls.ifPresent(Tls::close);
        data.close();
    }
}
