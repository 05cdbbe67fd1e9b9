package io.blemish.server.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP/1.1 on one port, a thread for each request whose body has arrived. This is Jetty's core alone: the whole of HTTP is there, and what a web
 * framework would add here, routes and parameters, is {@link Routes} and {@link Exchange}.
 */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

    /** How long a connection may be silent. */
    static final Duration SILENCE = Duration.ofSeconds(30);

    /** How long requests that have begun may take to end when the server stops. */
    private static final Duration STOPPING = Duration.ofSeconds(30);

    static final int MAX_THREADS = 300;

    /** For requests for the server's health, however many others wait for the disk, for a turn or for their clients, and Jetty's own. */
    static final int RESERVED_THREADS = 20;

    private static final String HEALTH = "/health/";

    /** A page has six connections. Beyond so many, those that are silent are closed sooner, and no others are accepted. */
    private static final int MAX_CONNECTIONS = 4000;

    private static final Duration SILENCE_IF_FULL = Duration.ofSeconds(2);

    /** How long the head of a connection's first request may take to arrive. */
    private static final Duration FIRST_HEAD = Duration.ofSeconds(30);

    /** How many connections may wait to be accepted. Java's default is 50, and many that come at once would be lost. */
    private static final int ACCEPT_QUEUE = 1024;

    private final Server server = new Server(new QueuedThreadPool(MAX_THREADS));
    private final ServerConnector connector;

    /**
     * Prepares a server; {@link #start} opens its port.
     *
     * @param host the name or address to listen on
     * @param port the port to listen on; 0 for any that is free
     * @param tls the certificate, for HTTPS
     * @param operation handles every request
     */
    public HttpServer(final String host, final int port, final Optional<Tls> tls, final Operation operation) {
        this(host, port, tls, operation, MAX_CONNECTIONS);
    }

    HttpServer(
            final String host,
            final int port,
            final Optional<Tls> tls,
            final Operation operation,
            final int maxConnections) {
        final HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        // Jetty refuses a backslash in a path for the sake of servlets. Here it is a character that no name has.
        http.setUriCompliance(UriCompliance.RFC3986.with("blemish", Violation.SUSPICIOUS_PATH_CHARACTERS));
        final HttpConnectionFactory plain = new HttpConnectionFactory(http);
        connector = tls.map(certified -> {
                    // Names are not checked: an address, or a local name, need not stand in the certificate.
                    http.addCustomizer(new SecureRequestCustomizer(false));
                    return new ServerConnector(server, certified.context(), plain);
                })
                .orElseGet(() -> new ServerConnector(server, plain));
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(SILENCE.toMillis());
        connector.setAcceptQueueSize(ACCEPT_QUEUE);
        server.addConnector(connector);
        final NetworkConnectionLimit limit = new NetworkConnectionLimit(maxConnections, connector);
        limit.setEndPointIdleTimeout(SILENCE_IF_FULL.toMillis());
        server.addBean(limit);
        connector.addBean(new SlowHeads(limit));
        server.setErrorHandler(new ProtocolErrors());
        server.setStopTimeout(STOPPING.toMillis());
        server.setHandler(new GracefulHandler(new Requests(operation)));
    }

    /** Closes connections on which no request's head arrives in time, however steadily its bytes drop in. */
    private final class SlowHeads implements Connection.Listener {
        private final NetworkConnectionLimit limit;

        SlowHeads(final NetworkConnectionLimit limit) {
            this.limit = limit;
        }

        @Override
        public void onOpened(final Connection connection) {
            // The limit shortens the silence of connections that are open when it is reached. Of many that come at
            // once, none is yet.
            if (limit.getNetworkConnectionCount() + limit.getPendingNetworkConnectionCount()
                    >= limit.getMaxNetworkConnectionCount()) {
                connection.getEndPoint().setIdleTimeout(SILENCE_IF_FULL.toMillis());
            }
            if (connection instanceof ConnectionMetaData) {
                connector
                        .getScheduler()
                        .schedule(() -> closeIfUnused(connection), FIRST_HEAD.toMillis(), TimeUnit.MILLISECONDS);
            }
        }

        private static void closeIfUnused(final Connection connection) {
            if (connection.getMessagesIn() == 0) {
                connection.close();
            }
        }
    }

    /** Jetty's view of an operation. */
    private static final class Requests extends Handler.Abstract {
        private final Operation operation;
        private final Semaphore others = new Semaphore(MAX_THREADS - RESERVED_THREADS);
        private final Refusals refusals = new Refusals();

        Requests(final Operation operation) {
            this.operation = operation;
        }

        @Override
        public boolean handle(final Request request, final Response response, final Callback callback) {
            // Only reading and writing can time out; an operation may take longer than a connection may be silent.
            request.addIdleTimeoutListener(timeout -> false);
            final Exchange exchange = new Exchange(request, response, callback);
            run(exchange, operation, this::refuse);
            return true;
        }

        /** Runs an operation, or another if no thread is left for it. */
        private void run(final Exchange exchange, final Operation step, final Operation withoutThread) {
            final boolean reserved = exchange.path().startsWith(HEALTH);
            final boolean limited = !reserved && others.tryAcquire();
            try {
                exchange.run(reserved || limited ? step : withoutThread);
            } catch (final IOException e) {
                LOG.debug("{} {}: the response was not sent whole", exchange.method(), exchange.path(), e);
                exchange.abort(e);
                return;
            } catch (final RuntimeException e) {
                LOG.error("{} {} failed after its response had begun.", exchange.method(), exchange.path(), e);
                exchange.abort(e);
                return;
            } finally {
                if (limited) {
                    others.release();
                }
            }
            exchange.complete(body -> run(exchange, body, body::refuse));
        }

        /** Without reading what comes: that could hold one of the last threads. */
        private void refuse(final Exchange exchange) throws IOException {
            if (exchange.hasBody()) {
                exchange.closeAfterResponse();
            }
            final ProblemException problem = noThread();
            refusals.send(exchange, Problem.of(problem.kind(), problem.detail()));
        }
    }

    static ProblemException noThread() {
        return ProblemException.overloaded(
                "As many requests are being answered as there are threads for. Try again in a moment.");
    }

    /**
     * Opens the port.
     *
     * @throws IOException if the port is taken, or the host is not an address of this machine
     */
    public void start() throws IOException {
        try {
            server.start();
        } catch (final IOException | RuntimeException e) {
            throw e;
        } catch (final Exception e) {
            throw new IOException(e);
        }
    }

    /** The port that is open. */
    public int port() {
        return connector.getLocalPort();
    }

    /** Takes no more requests, waits a while for those that have begun, and closes all connections. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (final Exception e) {
            LOG.warn("Some requests did not end within {} s and were cut off.", STOPPING.toSeconds(), e);
        }
    }
}
