package io.blemish.backbone.download;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Selects proxies by the environment variables that other programs use: {@code HTTPS_PROXY}, {@code HTTP_PROXY},
 * {@code ALL_PROXY} and {@code NO_PROXY}, in upper or lower case. Java's own properties ({@code https.proxyHost} …) come
 * first, then these variables, then Java's default.
 */
final class EnvironmentProxies extends ProxySelector {
    private static final int DEFAULT_PORT = 80;

    private final Map<String, String> environment;

    EnvironmentProxies(final Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public List<Proxy> select(final URI uri) {
        final Optional<URI> proxy = proxyFor(uri);
        if (System.getProperty(uri.getScheme() + ".proxyHost") != null || proxy.isEmpty()) {
            final ProxySelector platform = ProxySelector.getDefault();
            return platform == null ? List.of(Proxy.NO_PROXY) : platform.select(uri);
        }
        if (bypasses(uri.getHost())) {
            return List.of(Proxy.NO_PROXY);
        }
        return List.of(new Proxy(
                Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.get().getHost(), port(proxy.get()))));
    }

    private static int port(final URI proxy) {
        return proxy.getPort() < 0 ? DEFAULT_PORT : proxy.getPort();
    }

    private Optional<URI> proxyFor(final URI uri) {
        return Stream.of(uri.getScheme() + "_proxy", "all_proxy")
                .flatMap(name -> variable(name).stream())
                .map(value -> URI.create(value.contains("://") ? value : "http://" + value))
                .filter(proxy -> proxy.getHost() != null)
                .findFirst();
    }

    private Optional<String> variable(final String lowerCase) {
        return Stream.of(lowerCase, lowerCase.toUpperCase(Locale.ROOT))
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isBlank())
                .map(String::strip)
                .findFirst();
    }

    private boolean bypasses(final String host) {
        final String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.equals("127.0.0.1")
                || name.equals("[::1]")
                || Stream.of(variable("no_proxy").orElse("").split(","))
                        .map(entry -> entry.strip().toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", ""))
                        .filter(entry -> !entry.isEmpty())
                        .anyMatch(entry -> entry.equals("*") || name.equals(entry) || name.endsWith("." + entry));
    }

    /** Gives the name and password in a proxy's variable to that proxy, and to no other server. */
    Authenticator authenticator() {
        return new Authenticator() {
            @Override
            protected @Nullable PasswordAuthentication getPasswordAuthentication() {
                if (getRequestorType() != RequestorType.PROXY) {
                    return null;
                }
                return Stream.of("https", "http")
                        .flatMap(scheme -> proxyFor(URI.create(scheme + "://any")).stream())
                        .filter(proxy -> proxy.getHost().equals(getRequestingHost())
                                && port(proxy) == getRequestingPort()
                                && proxy.getUserInfo() != null)
                        .map(proxy -> proxy.getUserInfo().split(":", 2))
                        .map(user ->
                                new PasswordAuthentication(user[0], (user.length > 1 ? user[1] : "").toCharArray()))
                        .findFirst()
                        .orElse(null);
            }
        };
    }

    @Override
    public void connectFailed(final URI uri, final SocketAddress address, final IOException failure) {
        // The request fails with the same exception, and its sender reports it.
    }
}
