package io.blemish.server;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.OptionException;
import io.blemish.image.ImageDecoder;
import io.blemish.server.HealthRoutes.Phase;
import io.blemish.server.ServerOptions.Listening;
import io.blemish.server.ServerOptions.Management;
import io.blemish.server.audit.AuditLog;
import io.blemish.server.fits.FitPictures;
import io.blemish.server.fits.FitQueue;
import io.blemish.server.fits.Fits;
import io.blemish.server.history.History;
import io.blemish.server.history.PictureStore;
import io.blemish.server.history.VerdictIds;
import io.blemish.server.http.HttpServer;
import io.blemish.server.http.Routes;
import io.blemish.server.http.Tls;
import io.blemish.server.models.BorrowedModel;
import io.blemish.server.models.ModelChange;
import io.blemish.server.models.ModelFolder;
import io.blemish.server.oidc.OpenIdProvider;
import io.blemish.server.users.Role;
import io.blemish.server.users.Users;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the models of a folder over HTTP, records every verdict, and serves a page to look at them. The operations are
 * specified in {@code openapi.yaml}. A server runs until it is closed, which finishes the requests that have begun.
 */
public final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    private static final Duration WATCH = Duration.ofSeconds(1);
    private static final InstantSource CLOCK = InstantSource.system();

    private final Metrics metrics = new Metrics();
    private final Events events = new Events();
    private final DriftWatch drift = new DriftWatch(() -> Instant.now().truncatedTo(ChronoUnit.MILLIS));
    private final ModelFolder models;
    private final Optional<Tls> tls;
    private final Optional<SingleSignOn> provider;
    private final History history;
    private final Routes routes = new Routes();
    private final Operations operations;
    private final VerdictsOut out;
    private final HttpServer http;
    private final Optional<HttpServer> management;

    /** Closes all parts that are open, the last one first. */
    private final Deque<Runnable> closers = new ArrayDeque<>();

    private volatile Phase phase = Phase.STARTING;

    /**
     * Starts a server.
     *
     * @param options its settings
     * @throws BlemishException if there is no folder of models; if the data folder, the database, the file of tokens or the
     *     certificate cannot be used; if a folder to be watched, its model or that of a camera is not there; if the port is
     *     taken; if the device is missing; or if other machines can connect to the address and there are neither tokens nor
     *     users nor a provider
     */
    public static Server start(final ServerOptions options) {
        final Listening listening = options.listening();
        if (listening.isOpen() && !Access.isLoopback(listening.host())) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    "Address " + listening.host() + " can be reached from other machines. Give their"
                            + " users tokens with --token-file or passwords with --users, let them sign in by"
                            + " --oidc-issuer, or listen on 127.0.0.1.");
        }
        if (listening.provider().isPresent()
                && listening.publicAddress().isEmpty()
                && Access.isEveryAddress(listening.host())) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    "The OpenID provider must know where to send browsers back to, and " + listening.host()
                            + " is no address of one machine. Give the server's with --public-address.");
        }
        options.execution().device().require();
        return new Server(options);
    }

    private Server(final ServerOptions options) {
        final Listening listening = options.listening();
        out = new VerdictsOut(options.connections().destinations());
        closers.push(metrics::close);
        try {
            final Access access = access(listening);
            operations = new Operations(access, routes);
            provider = listening
                    .provider()
                    .map(settings ->
                            new SingleSignOn(new OpenIdProvider(settings, CLOCK), () -> listening.address(port())));
            // Before the data folder, which is inside it as a rule and would make a folder whose name is mistyped.
            models = new ModelFolder(
                    options.models(),
                    options.storage().data().resolve("models"),
                    options.execution(),
                    options.wholeGraph(),
                    options.limits().openModels());
            tls = listening.certificate().map(pair -> new Tls(pair.chain(), pair.key()));
            tls.ifPresent(certificate -> closers.push(certificate::close));
            final DataFolder data = DataFolder.lock(options.storage().data());
            closers.push(data::close);
            final AuditLog audit = AuditLog.open(data.path(), CLOCK);
            closers.push(audit::close);
            history = options.storage()
                    .database()
                    .map(url -> History.inDatabase(url, data.path()))
                    .orElseGet(() -> History.inFile(data.path().resolve("history.db")));
            closers.push(history::close);
            final PictureStore pictures = new PictureStore(
                    data.path().resolve("pictures"), options.storage().bytes());
            closers.push(pictures::close);
            closers.push(out::close);
            metrics.stored(pictures::bytes, pictures.limit());
            metrics.waitingForReview(history::waitingForReview);
            final PredictionQueue queue =
                    new PredictionQueue(options.limits(), options.execution().batch(), metrics);
            closers.push(queue::close);
            closers.push(models::close);
            // Before the models, which may take minutes; and stopped after the requests have ended.
            final HealthRoutes health = new HealthRoutes(() -> phase, models, history, metrics, queue::stuck);
            management = listening.management().map(address -> openManagement(address, health));
            models.open(this::changed);
            final ShadowQueue shadows = new ShadowQueue(
                    models::hasShadow,
                    new ShadowJudge(models, new PictureDecoder(options.limits()), history.shadows(), metrics.shadows()),
                    queue::awaitSpareWorker,
                    metrics.shadows());
            closers.push(shadows::close);
            final VerdictRecorder recorder = new VerdictRecorder(
                    history, pictures, events, metrics, drift, shadows, new VerdictIds(Clock.systemUTC()), out);
            health.add(routes);
            addRoutes(options, access, audit, pictures, queue, recorder);
            new ShadowRoutes(audit, models, history.shadows(), shadows).add(operations);
            final Fits fits = new Fits(data.path().resolve("fits"), fit -> events.fit(FitResponse.of(fit, models)));
            final FitQueue fitting = new FitQueue(fits, models, options.fitMemory());
            closers.push(fitting::close);
            addFitRoutes(options, audit, pictures, fits, fitting);
            new OutboxRoutes(audit, history.outbox(), out.names(), out::wake).add(operations);
            final FolderWatches watches =
                    FolderWatches.check(options.connections().watched(), models);
            final CameraWatches cameras =
                    new CameraWatches(options.connections().cameras(), options.limits(), models, queue, recorder);
            new CameraRoutes(cameras).add(operations);
            http = new HttpServer(
                    listening.host(), listening.port(), tls, Dispatcher.withPage(access, routes, metrics));
            closers.push(http::close);
            out.begin(history, pictures, metrics, data.path());
            listen(http, listening.host(), listening.port(), "--port");
            closers.push(events::close);
            models.watch(WATCH);
            closers.push(watches::close);
            watches.begin(options.limits(), models, queue, history, recorder, metrics);
            closers.push(cameras::close);
            cameras.begin(data.path().resolve("cameras"), metrics);
            provider.ifPresent(OidcRoutes::announce);
            phase = Phase.SERVING;
        } catch (final RuntimeException e) {
            close();
            throw e;
        }
    }

    private static Access access(final Listening listening) {
        return new Access(
                listening.tokens().map(file -> new AccessFile<>(file, Tokens::read)),
                listening.hasSignIns() ? Optional.of(signIns(listening)) : Optional.empty(),
                CLOCK);
    }

    private static SignIns signIns(final Listening listening) {
        return new SignIns(
                listening.users().map(file -> new AccessFile<>(file, Users::read)),
                new SignIns.Cookie("blemish-" + listening.port(), listening.isOfTls(), "Strict"),
                CLOCK,
                System::nanoTime);
    }

    private void addSignIns(
            final ServerOptions options, final Access access, final AuditLog audit, final PictureStore pictures) {
        final Listening listening = options.listening();
        final SignInRecord record = new SignInRecord(audit);
        new SessionRoutes(access, provider, record, options.limits(), pictures).add(operations);
        // Another site, the provider's, leads back here.
        final SignIns.Cookie begun =
                new SignIns.Cookie("blemish-sign-in-" + listening.port(), listening.isOfTls(), "Lax");
        new OidcRoutes(access, provider, begun, record).add(operations);
    }

    private void addRoutes(
            final ServerOptions options,
            final Access access,
            final AuditLog audit,
            final PictureStore pictures,
            final PredictionQueue queue,
            final VerdictRecorder recorder) {
        new PredictionRoutes(options.limits(), models, queue, recorder, metrics).add(operations);
        new HistoryRoutes(history, pictures, events, access, audit).add(operations);
        new PictureRoutes(history, pictures).add(operations);
        new EvidenceRoutes(history, pictures, models).add(operations);
        new ModelRoutes(audit, models).add(operations);
        new ThresholdRoutes(audit, models).add(operations);
        new DriftRoutes(audit, models, drift).add(operations);
        addSignIns(options, access, audit, pictures);
        new AuditRoutes(audit).add(operations);
        new ContractRoutes().add(operations);
    }

    private void addFitRoutes(
            final ServerOptions options,
            final AuditLog audit,
            final PictureStore pictures,
            final Fits fits,
            final FitQueue fitting) {
        final ImageDecoder decoder =
                new ImageDecoder(options.limits().pixels(), options.limits().bytes());
        new FitRoutes(audit, fits, fitting, models).add(operations);
        final FitPictures added = new FitPictures(fits, decoder);
        new FitPictureRoutes(audit, options.limits(), fits, added, history, pictures).add(operations);
        new FitMaskRoutes(audit, options.limits(), fits, added).add(operations);
    }

    /** Opens a port of its own, with threads of its own, so that no other request delays what it answers. */
    private HttpServer openManagement(final Management address, final HealthRoutes health) {
        final Routes alone = new Routes();
        health.add(alone);
        final Access access = Access.withoutTokens(address.host());
        final HttpServer server = new HttpServer(
                address.host(), address.port(), Optional.empty(), Dispatcher.withoutPage(access, alone, metrics));
        closers.push(server::close);
        listen(server, address.host(), address.port(), "--management-port");
        return server;
    }

    private static void listen(final HttpServer server, final String host, final int port, final String option) {
        try {
            server.start();
        } catch (final IOException e) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    "Port " + port + " on " + host
                            + " cannot be listened on: another program may use it. Choose another with " + option + ".",
                    e);
        }
    }

    /** The port that is open. */
    public int port() {
        return http.port();
    }

    /** The port of the health and the metrics that is open, if there is one. */
    public OptionalInt managementPort() {
        return management.map(server -> OptionalInt.of(server.port())).orElseGet(OptionalInt::empty);
    }

    /** How many models have an active version. */
    public int models() {
        return (int) models.states().stream()
                .filter(state -> state.active().isPresent())
                .count();
    }

    /** Takes up a renewed certificate now; otherwise that happens within a minute. */
    void reloadCertificate() {
        tls.ifPresent(Tls::reload);
    }

    /** The operations that are served, {@code get /v1/models}. */
    Set<String> routes() {
        return routes.operations();
    }

    /** The roles that operations take. */
    Map<String, Role> roles() {
        return operations.roles();
    }

    /** Records how a version places pictures, before anyone can use it, so that its maps can always be drawn; watches for drift. */
    private void changed(final ModelChange change) {
        if (change.version().isPresent()) {
            try (BorrowedModel model = models.borrow(change.model()).orElseThrow()) {
                history.recordVersion(
                        model.version(), model.model().description().preprocessing());
                drift.begin(model);
            }
        } else {
            drift.end(change.model().text());
        }
        final Map<String, String> versions = new LinkedHashMap<>();
        models.states()
                .forEach(state -> state.active()
                        .ifPresent(active -> versions.put(
                                state.name().text(), active.version().id())));
        metrics.models(versions);
        metrics.drift(versions.keySet(), drift);
        out.serving(versions);
        events.model(ModelEvent.of(change));
        LOG.info(
                "Model {}: {}",
                change.model(),
                change.version().map(version -> "version " + version).orElse("gone"));
    }

    /** Takes no more requests, finishes those that have begun, and closes everything. */
    @Override
    public void close() {
        phase = Phase.STOPPING;
        while (!closers.isEmpty()) {
            closers.pop().run();
        }
    }
}
