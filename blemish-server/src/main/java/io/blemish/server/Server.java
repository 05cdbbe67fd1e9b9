package io.blemish.server;

import io.blemish.InputException;
import io.blemish.server.ServerOptions.Listening;
import io.blemish.server.history.Archive;
import io.blemish.server.history.History;
import io.blemish.server.history.HistoryException;
import io.blemish.server.history.VerdictIds;
import io.blemish.server.models.BorrowedModel;
import io.blemish.server.models.FolderException;
import io.blemish.server.models.ModelChange;
import io.blemish.server.models.ModelFolder;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges pictures over HTTP, remembers every verdict, and serves a page to look at them. What it offers is stated in
 * {@code openapi.yaml}. Runs until it is closed; then it finishes what it took.
 */
public final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    private static final Duration WATCH = Duration.ofSeconds(1);

    /** How long a connection may be silent. */
    private static final Duration IDLE = Duration.ofSeconds(30);

    /** How long requests that were taken may last when the server is to stop. */
    private static final Duration STOPPING = Duration.ofSeconds(30);

    private static final int MOST_THREADS = 300;

    /** Connections that may wait to be accepted: with Java's 50, a crowd that comes at once loses some. */
    private static final int WAITING_CONNECTIONS = 1024;

    /** Own files only; scripts and styles from files, none inline. */
    private static final String POLICY = "default-src 'self'; img-src 'self' blob: data:; object-src 'none';"
            + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /** How long a refused body may take until the sender, too slow to be helped, is cut off. */
    private static final Duration REFUSED = Duration.ofSeconds(2);

    private final Intake refused = new Intake(REFUSED);
    private final ServerOptions options;
    private final DataFolder data;
    private final History history;
    private final Archive archive;
    private final Metrics metrics = new Metrics();
    private final Events events = new Events();
    private final Judge judge;
    private final ModelFolder models;
    private final Access access;
    private final Optional<Tls> tls;
    private final Javalin javalin;
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
        this.options = options;
        this.access = new Access(options.listening().tokens().map(Tokens::read));
        this.tls = options.listening().certificate().map(Tls::new);
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
        this.javalin = Javalin.create(this::configure);
        try {
            javalin.start();
        } catch (final RuntimeException e) {
            close();
            throw new InputException(
                    "Port " + options.listening().port() + " on "
                            + options.listening().host()
                            + " cannot be listened on: another program may use it. Choose another with --port.",
                    e);
        }
        models.watch(WATCH);
    }

    /** The port that is listened on. */
    public int port() {
        return javalin.port();
    }

    /** How many models can judge. */
    public int models() {
        return (int) models.states().stream()
                .filter(state -> state.active().isPresent())
                .count();
    }

    /** Looks whether the certificate was renewed, which is done every minute anyway. */
    void lookAtCertificate() {
        tls.ifPresent(Tls::look);
    }

    /** The operations that are served, {@code get /v1/models}; for the test that holds them to the contract. */
    Set<String> routes() {
        return javalin.unsafe.internalRouter.allHttpHandlers().stream()
                .map(handler -> handler.endpoint)
                .filter(endpoint -> endpoint.method.isHttpMethod())
                .map(endpoint -> endpoint.method.name().toLowerCase(Locale.ROOT) + " " + endpoint.path)
                .collect(Collectors.toCollection(TreeSet::new));
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

    private void configure(final JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        config.http.asyncTimeout = 0;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.jetty.threadPool = new QueuedThreadPool(MOST_THREADS);
        config.jetty.addConnector(this::connector);
        config.jetty.modifyServer(server -> {
            server.setErrorHandler(new PlainErrors());
            server.setStopTimeout(STOPPING.toMillis());
            server.setHandler(new GracefulHandler());
        });
        config.resourceHandler(new PageFiles());
        routes(config.routes);
    }

    private Connector connector(final org.eclipse.jetty.server.Server server, final HttpConfiguration http) {
        final Listening listening = options.listening();
        http.setSendServerVersion(false);
        http.setSendDateHeader(true);
        final HttpConnectionFactory plain = new HttpConnectionFactory(http);
        final ServerConnector connector = tls.map(certified -> {
                    // Names are not checked: an address, or a name of the plant's, need not stand in the certificate.
                    http.addCustomizer(new SecureRequestCustomizer(false));
                    return new ServerConnector(server, certified.context(), plain);
                })
                .orElseGet(() -> new ServerConnector(server, plain));
        connector.setHost(listening.host());
        connector.setPort(listening.port());
        connector.setIdleTimeout(IDLE.toMillis());
        connector.setAcceptQueueSize(WAITING_CONNECTIONS);
        return connector;
    }

    private void routes(final RoutesConfig routes) {
        routes.before(this::admit);
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
        new ModelRoutes(models).add(routes);
        new OperationRoutes(options.limits(), history, archive, metrics, () -> stopping).add(routes);
        routes.exception(
                ProblemException.class,
                (e, ctx) -> problem(ctx, e.kind(), e.kind().status(), e.detail()));
        routes.exception(HttpResponseException.class, (e, ctx) -> {
            final ProblemKind kind = ProblemKind.of(e.getStatus());
            problem(ctx, kind, e.getStatus(), kind.title() + ": " + ctx.method() + " " + ctx.path() + ".");
        });
        routes.exception(InputException.class, (e, ctx) -> {
            LOG.warn("{} {}: {}", ctx.method(), ctx.path(), e.getMessage());
            problem(ctx, ProblemKind.CONFLICT, ProblemKind.CONFLICT.status(), String.valueOf(e.getMessage()));
        });
        routes.exception(HistoryException.class, (e, ctx) -> {
            LOG.error("{} {}: {}", ctx.method(), ctx.path(), e.getMessage());
            problem(
                    ctx,
                    ProblemKind.HISTORY,
                    ProblemKind.HISTORY.status(),
                    "The history cannot be used now, so no verdict is given; the server's log says why.");
        });
        routes.exception(FolderException.class, (e, ctx) -> {
            LOG.error("{} {}: {}", ctx.method(), ctx.path(), e.getMessage());
            problem(
                    ctx,
                    ProblemKind.MODELS,
                    ProblemKind.MODELS.status(),
                    "The server cannot change its folder of models; its log says why.");
        });
        routes.exception(Exception.class, (e, ctx) -> {
            LOG.error("{} {} failed.", ctx.method(), ctx.path(), e);
            problem(
                    ctx,
                    ProblemKind.INTERNAL,
                    ProblemKind.INTERNAL.status(),
                    "The server failed at this request; its log says why.");
        });
    }

    private void admit(final Context ctx) {
        ctx.header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Cache-Control", "no-store");
        access.check(ctx);
    }

    private void problem(final Context ctx, final ProblemKind kind, final int status, final String detail) {
        metrics.problem(kind);
        Answers.problem(ctx, kind, status, detail);
        refused.refuse(ctx);
    }

    /** Takes nothing more, finishes what was taken, and gives everything back. */
    @Override
    public void close() {
        stopping = true;
        events.close();
        javalin.stop();
        models.close();
        judge.close();
        archive.close();
        history.close();
        metrics.close();
        tls.ifPresent(Tls::close);
        data.close();
    }
}
