package io.blemish.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;

/** A certificate for 127.0.0.1 that is signed by its own key. */
public final class SelfSigned {
    private static final String ALIAS = "a";
    private static final String PASSWORD = "changeit";

    private final KeyStore store;

    /** Makes one, in a file of the folder with this name. */
    public SelfSigned(final Path folder, final String name)
            throws IOException, InterruptedException, GeneralSecurityException {
        final Path file = folder.resolve(name + ".p12");
        final Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        final Process process = new ProcessBuilder(
                        keytool.toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        file.toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
        store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    }

    Certificate certificate() throws GeneralSecurityException {
        return store.getCertificate(ALIAS);
    }

    /** Writes the certificate as PEM. */
    public Path writeCertificate(final Path file) throws IOException, GeneralSecurityException {
        return write(file, "CERTIFICATE", certificate().getEncoded());
    }

    /** Writes the key as PEM. */
    public Path writeKey(final Path file) throws IOException, GeneralSecurityException {
        return write(
                file, "PRIVATE KEY", store.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
    }

    private static Path write(final Path file, final String title, final byte[] der) throws IOException {
        return Files.writeString(
                file,
                "-----BEGIN " + title + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + title
                        + "-----\n");
    }
}
