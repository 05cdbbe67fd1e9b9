package io.blemish.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.opcua.OpcUaSettings.Security;
import io.blemish.server.Waiting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.sdk.client.DiscoveryClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfigBuilder;
import org.eclipse.milo.opcua.sdk.client.identity.IdentityProvider;
import org.eclipse.milo.opcua.sdk.client.identity.SignedIdentityToken;
import org.eclipse.milo.opcua.sdk.client.identity.UsernameProvider;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.structured.SignatureData;
import org.eclipse.milo.opcua.stack.core.types.structured.UserNameIdentityToken;
import org.eclipse.milo.opcua.stack.core.util.CertificateUtil;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** Who may connect, and which settings can be used. */
class OpcUaSecurityTest {
    private static final String CLIENT = "urn:plc";

    /** Of a key, which takes long to make. */
    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private OpcUaSettings withUser(final Security security, final String password) throws Exception {
        return new OpcUaSettings(
                URI.create("opc.tcp://127.0.0.1:" + LineServer.freePort()),
                Optional.of(security),
                Optional.of("line"),
                Optional.of(password(password)),
                false);
    }

    private Path password(final String text) throws Exception {
        return Files.writeString(folder.resolve("password"), text);
    }

    @Test
    @Tag("long")
    void aClientIsTrustedByItsCertificateAndItsUserKnowsThePassword() throws Exception {
        final OpcUaSettings settings = withUser(Security.ENCRYPT, "of-the-line\n");
        final KeyPair pair = SelfSignedCertificateGenerator.generateRsaKeyPair(2_048);
        final X509Certificate certificate = new SelfSignedCertificateBuilder(pair)
                .setCommonName("plc")
                .setApplicationUri(CLIENT)
                .build();
        final Path keys = folder.resolve("opcua");
        try (LineServer server = LineServer.start(folder, keys, settings, Duration.ofSeconds(1))) {
            server.deliver(LineServer.verdict("lid", "a", 1));
            assertThat(keys.resolve(KeyFolder.CERTIFICATE)).isNotEmptyFile();
            final Consumer<OpcUaClientConfigBuilder> right = client(pair, certificate, "of-the-line");
            assertThatThrownBy(() -> Plc.connect(server.address(), right)).isInstanceOf(UaException.class);
            try (Stream<Path> rejected = Files.list(keys.resolve("rejected"))) {
                final Path file = rejected.findFirst().orElseThrow();
                Files.move(
                        file,
                        keys.resolve("trusted/certs").resolve(file.getFileName()),
                        StandardCopyOption.ATOMIC_MOVE);
            }
            Waiting.until("the certificate is trusted", () -> connects(server, right));
            assertThatThrownBy(() -> Plc.connect(server.address(), client(pair, certificate, "of-another")))
                    .isInstanceOf(UaException.class)
                    .hasMessageContaining("Bad_UserAccessDenied");
            assertThatThrownBy(() -> Plc.connect(server.address()))
                    .as("without security")
                    .isInstanceOf(UaException.class);
        }
        assertThat(new Login("line", "of-the-line")).hasToString("line");
    }

    private static boolean connects(final LineServer server, final Consumer<OpcUaClientConfigBuilder> client) {
        try (Plc plc = Plc.connect(server.address(), client)) {
            return plc.value("lid/LastVerdict/Verdict").equals("ok");
        } catch (final UaException e) {
            return false;
        }
    }

    private static Consumer<OpcUaClientConfigBuilder> client(
            final KeyPair pair, final X509Certificate certificate, final String password) {
        return client -> client.setApplicationUri(CLIENT)
                .setKeyPair(pair)
                .setCertificate(certificate)
                .setCertificateChain(new X509Certificate[] {certificate})
                .setIdentityProvider(new UsernameProvider("line", password));
    }

    @Test
    void withEncryptionNobodyReadsAtAnAddressOfIpv6WithoutIt() throws Exception {
        final byte[] ipv6 = new byte[16];
        ipv6[15] = 1;
        final int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByAddress(ipv6))) {
            port = free.getLocalPort();
        } catch (final IOException e) {
            throw new TestAbortedException("This machine has no loopback address of IPv6.", e);
        }
        final OpcUaSettings settings = new OpcUaSettings(
                URI.create("opc.tcp://[::1]:" + port),
                Optional.of(Security.ENCRYPT),
                Optional.empty(),
                Optional.empty(),
                false);
        try (LineServer server = LineServer.start(folder, shared.resolve("opcua"), settings, Duration.ZERO)) {
            assertThat(DiscoveryClient.getEndpoints(server.address()).get())
                    .isNotEmpty()
                    .allSatisfy(endpoint ->
                            assertThat(endpoint.getEndpointUrl()).startsWith("opc.tcp://[::1]:" + port + "/blemish"));
            for (final String path : List.of("", "/discovery")) {
                assertThatThrownBy(() -> Plc.connectUnencrypted(server.address() + path))
                        .isInstanceOf(UaException.class);
            }
        }
    }

    @Test
    void aPasswordThatIsNotEncryptedIsRefusedAlsoWithoutEncryptionOfMessages() throws Exception {
        final OpcUaSettings settings = withUser(Security.NONE, "of-the-line");
        try (LineServer server = LineServer.start(folder, shared.resolve("opcua"), settings, Duration.ZERO)) {
            server.deliver(LineServer.verdict("lid", "a", 1));
            try (Plc plc = Plc.connect(
                    server.address(),
                    client -> client.setIdentityProvider(new UsernameProvider("line", "of-the-line")))) {
                assertThat(plc.value("lid/LastVerdict/Verdict")).isEqualTo("ok");
            }
            final IdentityProvider plain = (endpoint, nonce) -> new SignedIdentityToken(
                    new UserNameIdentityToken(
                            "user", "line", ByteString.of("of-the-line".getBytes(StandardCharsets.UTF_8)), null),
                    new SignatureData(null, null));
            assertThatThrownBy(() -> Plc.connect(server.address(), client -> client.setIdentityProvider(plain)))
                    .isInstanceOf(UaException.class)
                    .hasMessageContaining("Bad_IdentityTokenInvalid");
        }
    }

    @Test
    void theKeyIsForItsOwnerAloneAndItsCertificateStaysWhenTheHostChanges() throws Exception {
        final Path keys = shared.resolve("opcua");
        try (KeyFolder first = KeyFolder.open(keys, EndpointAddress.of(URI.create("opc.tcp://127.0.0.1")));
                KeyFolder second = KeyFolder.open(keys, EndpointAddress.of(URI.create("opc.tcp://localhost")))) {
            assertThat(second.certificate()).isEqualTo(first.certificate());
            assertThat(second.applicationUri())
                    .isEqualTo(first.applicationUri())
                    .startsWith("urn:blemish:");
            assertThat(CertificateUtil.getSanUri(second.certificate())).contains(second.applicationUri());
        }
        if (keys.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys)))
                    .isEqualTo("rwx------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys.resolve("key.p12"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void aPortThatIsInUseIsToldInOneSentence() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            final OpcUaSettings settings = new OpcUaSettings(URI.create("opc.tcp://127.0.0.1:" + other.getLocalPort()));
            assertThatThrownBy(() -> LineServer.start(folder, folder.resolve("opcua"), settings, Duration.ZERO))
                    .isInstanceOf(BlemishException.class)
                    .hasMessage("Port " + other.getLocalPort() + " on 127.0.0.1 cannot be listened on for OPC UA"
                            + " (Address already in use): another program may use it. Choose another address.");
        }
    }

    @Test
    void aKeyThatCannotBeReadIsToldInOneSentence() throws Exception {
        final Path keys = Files.createDirectories(folder.resolve("opcua"));
        Files.writeString(keys.resolve("key.p12"), "no key");
        final OpcUaSettings settings = new OpcUaSettings(URI.create("opc.tcp://127.0.0.1:" + LineServer.freePort()));
        assertThatThrownBy(() -> LineServer.start(folder, keys, settings, Duration.ZERO))
                .isInstanceOf(BlemishException.class)
                .hasMessageStartingWith(
                        "The key of the OPC UA server in " + keys.resolve("key.p12") + " cannot be used (");
    }

    @Test
    void settingsThatCannotBeUsedAreToldBeforeAnythingListens() throws Exception {
        for (final String address : List.of(
                "http://plant:4840",
                "opc.tcp:4840",
                "opc.tcp://me:secret@127.0.0.1",
                "opc.tcp://127.0.0.1/verdicts",
                "opc.tcp://127.0.0.1:99999",
                "opc.tcp://127.0.0.1:0")) {
            assertThatThrownBy(() -> new OpcUaEndpoint(new OpcUaSettings(URI.create(address))))
                    .isInstanceOf(BlemishException.class)
                    .hasMessageStartingWith("The address for OPC UA must be opc.tcp://HOST:PORT")
                    .hasMessageNotContaining("secret");
        }
        assertThatThrownBy(() -> new OpcUaEndpoint(new OpcUaSettings(URI.create("opc.tcp://no-such-host.invalid"))))
                .isInstanceOf(BlemishException.class)
                .hasMessageStartingWith("The host no-such-host.invalid of the address for OPC UA is unknown.");
        final URI address = URI.create("opc.tcp://127.0.0.1:4840/blemish");
        assertThatThrownBy(() -> new OpcUaEndpoint(
                        new OpcUaSettings(address, Optional.empty(), Optional.of("line"), Optional.empty(), false)))
                .isInstanceOf(BlemishException.class)
                .hasMessage("A user of the OPC UA server has a name and a file with a password.");
        final Path empty = password("\n");
        assertThatThrownBy(() -> new OpcUaEndpoint(
                        new OpcUaSettings(address, Optional.empty(), Optional.of("line"), Optional.of(empty), false)))
                .isInstanceOf(BlemishException.class)
                .hasMessage("The OPC UA user's password file " + empty + " is empty.");
    }

    @Test
    void messagesAreEncryptedUnlessTheAddressIsOfThisMachineAlone() {
        final URI here = URI.create("opc.tcp://127.0.0.1:4840");
        final URI everywhere = URI.create("opc.tcp://0.0.0.0:4840");
        assertThat(new OpcUaEndpoint(new OpcUaSettings(here)).isEncrypted()).isFalse();
        assertThat(new OpcUaEndpoint(new OpcUaSettings(everywhere)).isEncrypted())
                .isTrue();
        assertThat(new OpcUaEndpoint(new OpcUaSettings(
                                everywhere, Optional.of(Security.NONE), Optional.empty(), Optional.empty(), false))
                        .isEncrypted())
                .isFalse();
    }
}
