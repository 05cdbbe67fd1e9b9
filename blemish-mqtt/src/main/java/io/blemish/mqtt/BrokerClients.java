package io.blemish.mqtt;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfig;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5SimpleAuth;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5SimpleAuthBuilder;
import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.OptionException;
import io.blemish.server.delivery.SecretFile;
import io.blemish.server.delivery.Target;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.TrustManagerFactory;

/** Makes clients of a broker. */
final class BrokerClients {
    private static final String PLAIN = "mqtt";
    private static final String TLS = "mqtts";
    private static final int PLAIN_PORT = 1883;
    private static final int TLS_PORT = 8883;
    private static final int MOST_PORT = 65_535;

    /** To connect takes two steps. */
    private static final long STEP_MILLIS = Target.TIMEOUT.toMillis() / 2;

    private final URI address;
    private final Optional<String> user;
    private final Optional<byte[]> password;
    private final Optional<TrustManagerFactory> trust;

    /**
     * Reads the files of the settings.
     *
     * @throws BlemishException if the address is none, or a file cannot be used
     */
    BrokerClients(final MqttSettings settings) {
        address = checked(settings.address());
        user = settings.user();
        password = settings.password()
                .map(file -> SecretFile.read("The MQTT user's password", file).getBytes(StandardCharsets.UTF_8));
        trust = settings.certificates().map(this::trust);
    }

    private static URI checked(final URI address) {
        final String scheme = String.valueOf(address.getScheme());
        final String path = String.valueOf(address.getPath());
        if (!(scheme.equals(PLAIN) || scheme.equals(TLS))
                || address.getHost() == null
                || address.getPort() == 0
                || address.getPort() > MOST_PORT
                || address.getUserInfo() != null
                || path.length() > 1
                || address.getQuery() != null) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    "The MQTT broker must be mqtt://HOST:PORT or mqtts://HOST:PORT, without a user name, a password or a"
                            + " path.");
        }
        return address;
    }

    private TrustManagerFactory trust(final Path file) {
        if (!hasTls()) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID, "Certificates of an MQTT broker go with an address mqtts://HOST:PORT.");
        }
        try (InputStream in = Files.newInputStream(file)) {
            final KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (final Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry(String.valueOf(store.size()), one);
            }
            if (store.size() == 0) {
                throw new GeneralSecurityException("it has no certificate");
            }
            final TrustManagerFactory factory =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory;
        } catch (final IOException | GeneralSecurityException e) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    "The MQTT broker's certificates in " + file + " cannot be used (" + e.getMessage()
                            + "). Give a PEM file of certificates.",
                    e);
        }
    }

    private boolean hasTls() {
        return TLS.equals(address.getScheme());
    }

    /** A client that is not connected yet. It gives up to connect before the time that a receiver has. */
    Mqtt5AsyncClient make() {
        return Mqtt5Client.builder()
                .transportConfig(transport())
                .executorConfig()
                .nettyThreads(1)
                .applyExecutorConfig()
                .simpleAuth(user.map(this::login).orElse(null))
                .buildAsync();
    }

    private Mqtt5SimpleAuth login(final String name) {
        final Mqtt5SimpleAuthBuilder.Complete login = Mqtt5SimpleAuth.builder().username(name);
        return password.map(login::password).orElse(login).build();
    }

    private MqttClientTransportConfig transport() {
        return MqttClientTransportConfig.builder()
                .serverHost(address.getHost())
                .serverPort(port())
                .socketConnectTimeout(STEP_MILLIS, TimeUnit.MILLISECONDS)
                .mqttConnectTimeout(STEP_MILLIS, TimeUnit.MILLISECONDS)
                .sslConfig(hasTls() ? tls() : null)
                .build();
    }

    private MqttClientSslConfig tls() {
        return MqttClientSslConfig.builder()
                .trustManagerFactory(trust.orElse(null))
                .build();
    }

    private int port() {
        if (address.getPort() >= 0) {
            return address.getPort();
        }
        return hasTls() ? TLS_PORT : PLAIN_PORT;
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
