package io.blemish.server.http;

import io.blemish.BlemishException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate of a server. Its files are read again and again, so that new connections get a renewed certificate; if the
 * new files cannot be used, the old certificate stays.
 */
public final class Tls implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Tls.class);

    /** Often enough: a certificate is renewed days before it ends. */
    private static final Duration WATCH = Duration.ofMinutes(1);

    private final PemFiles files;
    private final SslContextFactory.Server context = new SslContextFactory.Server();
    private final ScheduledExecutorService watch;
    private String seen;

    /**
     * Reads the files, and begins to watch them.
     *
     * @param chain the certificate, and those between it and its root; PEM
     * @param key its private key; PEM, PKCS #8, not encrypted
     * @throws BlemishException if they cannot be used or do not belong together
     */
    @SuppressWarnings("FutureReturnValueIgnored") // reload() catches all exceptions
    public Tls(final Path chain, final Path key) {
        files = new PemFiles(chain, key);
        seen = files.text();
        context.setKeyStore(files.keyStore());
        context.setKeyStorePassword("");
        context.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        watch = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "certificate"));
        watch.scheduleWithFixedDelay(this::reload, WATCH.toSeconds(), WATCH.toSeconds(), TimeUnit.SECONDS);
    }

    SslContextFactory.Server context() {
        return context;
    }

    /** Takes up the files if they have changed. */
    public synchronized void reload() {
        try {
            final String now = files.text();
            if (now.equals(seen)) {
                return;
            }
            seen = now;
            final KeyStore renewed = files.keyStore();
            context.reload(factory -> factory.setKeyStore(renewed));
            LOG.info("Certificate {} was renewed.", files.chain());
        } catch (final Exception e) { // Jetty's reload declares no narrower one
            LOG.error("The certificate stays as it was: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        watch.shutdown();
    }
}
