package io.blemish.server;

import io.blemish.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A certificate and its key, from PEM files. They are looked at again and again, so that a renewed certificate is shown to
 * whoever connects from then on; where the new files cannot be used, the old ones stay.
 */
final class Tls implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Tls.class);
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    /** A certificate is renewed days before it ends. */
    private static final Duration WATCH = Duration.ofMinutes(1);

    private final ServerOptions.Certificate pair;
    private final SslContextFactory.Server context = new SslContextFactory.Server();
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "certificate"));
    private String seen;

    /**
     * Reads the files, and goes on looking at them.
     *
     * @throws InputException where they cannot be used or do not belong together
     */
    @SuppressWarnings("FutureReturnValueIgnored") // a look catches all that it meets
    Tls(final ServerOptions.Certificate pair) {
        this.pair = pair;
        try {
            this.seen = content();
            context.setKeyStore(store());
        } catch (final IOException | GeneralSecurityException e) {
            watch.shutdown();
            throw unusable(e);
        } catch (final InputException e) {
            watch.shutdown();
            throw e;
        }
        context.setKeyStorePassword("");
        context.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        watch.scheduleWithFixedDelay(this::look, WATCH.toSeconds(), WATCH.toSeconds(), TimeUnit.SECONDS);
    }

    SslContextFactory.Server context() {
        return context;
    }

    /** Looks at the files once. */
    synchronized void look() {
        try {
            final String now = content();
            if (now.equals(seen)) {
                return;
            }
            seen = now;
            final KeyStore renewed = store();
            context.reload(factory -> factory.setKeyStore(renewed));
            LOG.info("Certificate {} was renewed.", pair.chain());
        } catch (final Exception e) { // what reload may throw
            LOG.error(
                    "The certificate stays as it was: {}",
                    e instanceof InputException ? e.getMessage() : unusable(e).getMessage());
        }
    }

    private String content() throws IOException {
        return Files.readString(pair.chain(), StandardCharsets.ISO_8859_1)
                + Files.readString(pair.key(), StandardCharsets.ISO_8859_1);
    }

    private KeyStore store() throws IOException, GeneralSecurityException {
        final Certificate[] chain = chain(pair.chain());
        final PrivateKey key = key(pair.key());
        if (chain.length == 0 || !belongs(key, chain[0].getPublicKey())) {
            throw new GeneralSecurityException("the key is not the certificate's");
        }
        final KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("server", key, new char[0], chain);
        return store;
    }

    /** Whether what the one signs the other recognises; of a pair of files one may have been replaced before the other. */
    private static boolean belongs(final PrivateKey key, final PublicKey certified) throws GeneralSecurityException {
        if (!key.getAlgorithm().equals(certified.getAlgorithm())) {
            return false;
        }
        final Signature signature = Signature.getInstance(
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> key.getAlgorithm();
                });
        signature.initSign(key);
        final byte[] signed = signature.sign();
        signature.initVerify(certified);
        return signature.verify(signed);
    }

    private InputException unusable(final Exception e) {
        return new InputException(
                "Certificate " + pair.chain() + " and key " + pair.key() + " cannot be used: " + e.getMessage()
                        + ". Give PEM files that belong together.",
                e);
    }

    @Override
    public void close() {
        watch.shutdown();
    }

    private static Certificate[] chain(final Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(in)
                    .toArray(new Certificate[0]);
        }
    }

    private static PrivateKey key(final Path file) throws IOException {
        final Matcher pem = KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
        if (pem.find()) {
            final byte[] der = Base64.getMimeDecoder().decode(pem.group(1));
            for (final String algorithm : ALGORITHMS) {
                try {
                    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
                } catch (final GeneralSecurityException e) {
                    // Not a key of this kind.
                }
            }
        }
        throw new InputException("Key " + file + " is not an unencrypted PKCS #8 key in PEM. Convert it with: "
                + "openssl pkcs8 -topk8 -nocrypt -in KEY -out NEW");
    }
}
