package io.blemish.server.http;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.OptionException;
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
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A certificate and its key as PEM files. Java reads the certificates; it has no reader of PEM keys.
 *
 * @param chain the certificate, and those between it and its root
 * @param key its private key, PKCS #8, not encrypted
 */
record PemFiles(Path chain, Path key) {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    /** The text of both files, by which a change is noticed. */
    String text() {
        try {
            return Files.readString(chain, StandardCharsets.ISO_8859_1)
                    + Files.readString(key, StandardCharsets.ISO_8859_1);
        } catch (final IOException e) {
            throw unusable(e);
        }
    }

    /**
     * A key store with the certificates and the key, without a password.
     *
     * @throws BlemishException if the files cannot be used or do not belong together
     */
    KeyStore keyStore() {
        try {
            final Certificate[] certificates = certificates();
            final PrivateKey secret = privateKey();
            if (certificates.length == 0 || !belongs(secret, certificates[0].getPublicKey())) {
                throw new GeneralSecurityException("the key is not the certificate's");
            }
            final KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", secret, new char[0], certificates);
            return store;
        } catch (final IOException | GeneralSecurityException e) {
            throw unusable(e);
        }
    }

    private BlemishException unusable(final Exception e) {
        return new OptionException(
                ErrorCode.OPTION_INVALID,
                "Certificate " + chain + " and key " + key + " cannot be used: " + e.getMessage()
                        + ". Give PEM files that belong together.",
                e);
    }

    private Certificate[] certificates() throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(chain)) {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(in)
                    .toArray(new Certificate[0]);
        }
    }

    private PrivateKey privateKey() throws IOException {
        final Matcher pem = KEY.matcher(Files.readString(key, StandardCharsets.US_ASCII));
        if (pem.find()) {
            final byte[] der = Base64.getMimeDecoder().decode(pem.group(1));
            for (final String algorithm : ALGORITHMS) {
                try {
                    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
                } catch (final GeneralSecurityException e) {
                    // It is not a key of this algorithm.
                }
            }
        }
        throw new OptionException(
                ErrorCode.OPTION_INVALID,
                "Key " + key + " is not an unencrypted PKCS #8 key in PEM. Convert it with: "
                        + "openssl pkcs8 -topk8 -nocrypt -in KEY -out NEW");
    }

    /** Whether the certificate verifies what the key signs. One file may have been replaced before the other. */
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
}
