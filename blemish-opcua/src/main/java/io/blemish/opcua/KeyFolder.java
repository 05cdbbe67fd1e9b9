package io.blemish.opcua;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.ResourceException;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Period;
import java.util.UUID;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.security.CertificateManager;
import org.eclipse.milo.opcua.stack.core.security.DefaultApplicationGroup;
import org.eclipse.milo.opcua.stack.core.security.DefaultCertificateManager;
import org.eclipse.milo.opcua.stack.core.security.DefaultServerCertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.FileBasedCertificateQuarantine;
import org.eclipse.milo.opcua.stack.core.security.FileBasedTrustListManager;
import org.eclipse.milo.opcua.stack.core.security.KeyStoreCertificateStore;
import org.eclipse.milo.opcua.stack.core.security.RsaSha256CertificateFactory;
import org.eclipse.milo.opcua.stack.core.util.CertificateUtil;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;

/**
 * The server's key and certificate, which are made at the first start, and the certificates of clients that are trusted ({@code trusted/certs}) or
 * were refused ({@code rejected}).
 */
final class KeyFolder implements Closeable {
    /** The file of the certificate, for clients that are to trust it. */
    static final String CERTIFICATE = "blemish.der";

    private static final String KEY = "key.p12";

    /** The file is protected by the rights on the data folder. A password that stands beside it would protect nothing. */
    private static final String PASSWORD = "blemish";

    /** A line runs for years; a certificate that ends stops it. */
    private static final Period VALIDITY = Period.ofYears(20);

    private final CertificateManager manager;
    private final X509Certificate certificate;
    private final String applicationUri;
    private final FileBasedTrustListManager trusted;

    private KeyFolder(
            final CertificateManager manager,
            final X509Certificate certificate,
            final String applicationUri,
            final FileBasedTrustListManager trusted) {
        this.manager = manager;
        this.certificate = certificate;
        this.applicationUri = applicationUri;
        this.trusted = trusted;
    }

    /**
     * Opens a folder, and makes what it lacks.
     *
     * @param folder where the files are
     * @param address for which the certificate is
     * @throws BlemishException if a file cannot be read or written
     */
    static KeyFolder open(final Path folder, final EndpointAddress address) {
        try {
            makeForOwner(folder);
            final FileBasedTrustListManager trusted = FileBasedTrustListManager.createAndInitialize(folder);
            try {
                return open(folder, address, trusted);
            } catch (final Exception e) {
                trusted.close();
                throw e;
            }
        } catch (final Exception e) {
            // The library declares no narrower one.
            throw new ResourceException(
                    ErrorCode.FILE_UNUSABLE,
                    "The key of the OPC UA server in " + folder.resolve(KEY) + " cannot be used (" + e.getMessage()
                            + "). Check who may read and write the folder, or move the file away to have a new one made,"
                            + " whose certificate clients must then trust.",
                    e);
        }
    }

    private static KeyFolder open(
            final Path folder, final EndpointAddress address, final FileBasedTrustListManager trusted)
            throws Exception {
        final FileBasedCertificateQuarantine rejected =
                FileBasedCertificateQuarantine.create(folder.resolve("rejected"));
        final DefaultApplicationGroup group = DefaultApplicationGroup.createAndInitialize(
                trusted,
                store(folder.resolve(KEY)),
                new Factory(address),
                new DefaultServerCertificateValidator(trusted, rejected));
        final X509Certificate certificate = group.getCertificateChain(NodeIds.RsaSha256ApplicationCertificateType)
                .orElseThrow(() -> new IOException("it has no certificate"))[0];
        certificate.checkValidity();
        // The certificate stays when the host has another name, so that clients which trust it still find what they
        // know.
        final String applicationUri = CertificateUtil.getSanUri(certificate)
                .orElseThrow(() -> new IOException("its certificate has no application URI"));
        Files.write(folder.resolve(CERTIFICATE), certificate.getEncoded());
        return new KeyFolder(new DefaultCertificateManager(rejected, group), certificate, applicationUri, trusted);
    }

    private static void makeForOwner(final Path folder) throws IOException {
        if (Files.notExists(folder)) {
            Files.createDirectories(folder);
            allow(folder, "rwx------");
        }
    }

    /** A store that is new is made without a key, so that the file is for its owner alone before the key is in it. */
    private static KeyStoreCertificateStore store(final Path file) throws Exception {
        final boolean made = Files.notExists(file);
        final KeyStoreCertificateStore store = KeyStoreCertificateStore.createAndInitialize(
                new KeyStoreCertificateStore.Settings(file, PASSWORD::toCharArray, alias -> PASSWORD.toCharArray()));
        if (made) {
            allow(file, "rw-------");
        }
        return store;
    }

    /** Sets permissions where the file system knows them. */
    private static void allow(final Path file, final String permissions) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        }
    }

    private static final class Factory extends RsaSha256CertificateFactory {
        private final EndpointAddress address;

        Factory(final EndpointAddress address) {
            this.address = address;
        }

        @Override
        protected X509Certificate[] createRsaSha256CertificateChain(final KeyPair keys) throws Exception {
            final SelfSignedCertificateBuilder builder = new SelfSignedCertificateBuilder(keys)
                    .setCommonName("Blemish")
                    .setOrganization("Blemish")
                    .setApplicationUri("urn:blemish:" + UUID.randomUUID())
                    .setValidityPeriod(VALIDITY)
                    .addDnsName(address.publicHost());
            final InetAddress bound = address.bound();
            if (!bound.isAnyLocalAddress()) {
                builder.addIpAddress(bound.getHostAddress());
            }
            return new X509Certificate[] {builder.build()};
        }
    }

    /** Knows the key and the trusted certificates. */
    CertificateManager manager() {
        return manager;
    }

    /** The server's certificate. */
    X509Certificate certificate() {
        return certificate;
    }

    /** By which clients know the server. */
    String applicationUri() {
        return applicationUri;
    }

    @Override
    public void close() {
        try {
            trusted.close();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
