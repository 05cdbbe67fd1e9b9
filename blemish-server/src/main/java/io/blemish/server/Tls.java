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
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** A certificate and its key, from PEM files. */
final class Tls {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    private Tls() {}

    static SslContextFactory.Server context(final ServerOptions.Certificate pair) {
        try {
            final KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", key(pair.key()), new char[0], chain(pair.chain()));
            final SslContextFactory.Server context = new SslContextFactory.Server();
            context.setKeyStore(store);
            context.setKeyStorePassword("");
            context.setIncludeProtocols("TLSv1.3", "TLSv1.2");
            return context;
        } catch (final IOException | GeneralSecurityException e) {
            throw new InputException(
                    "Certificate " + pair.chain() + " and key " + pair.key() + " cannot be used: " + e.getMessage()
                            + ". Give PEM files that belong together.",
                    e);
        }
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
