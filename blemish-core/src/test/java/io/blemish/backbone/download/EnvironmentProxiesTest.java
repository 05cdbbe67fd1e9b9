package io.blemish.backbone.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The variables have the meaning that curl gives them. */
class EnvironmentProxiesTest {
    @ParameterizedTest
    @CsvSource({
        "https://a.org/w, https_proxy, http://proxy:3128, '', proxy:3128",
        "https://a.org/w, HTTPS_PROXY, http://proxy:3128, '', proxy:3128",
        "https://a.org/w, HTTPS_PROXY, proxy:3128, '', proxy:3128",
        "https://a.org/w, HTTPS_PROXY, http://me:secret@proxy:3128/, '', proxy:3128",
        "https://a.org/w, HTTPS_PROXY, http://proxy, '', proxy:80",
        "https://a.org/w, ALL_PROXY, http://proxy:3128, '', proxy:3128",
        "https://a.org/w, HTTP_PROXY, http://proxy:3128, '', direct",
        "http://a.org/w, HTTP_PROXY, http://proxy:3128, '', proxy:3128",
        "https://a.org/w, HTTPS_PROXY, http://proxy:3128, a.org, direct",
        "https://a.org/w, HTTPS_PROXY, http://proxy:3128, 'b.org, org', direct",
        "https://a.b.org/w, HTTPS_PROXY, http://proxy:3128, .b.org, direct",
        "https://a.b.org/w, HTTPS_PROXY, http://proxy:3128, *.b.org, direct",
        "https://ab.org/w, HTTPS_PROXY, http://proxy:3128, b.org, proxy:3128",
        "https://a.org/w, HTTPS_PROXY, http://proxy:3128, *, direct",
        "http://localhost/w, HTTP_PROXY, http://proxy:3128, '', direct",
        "https://a.org/w, HTTPS_PROXY, '', '', direct"
    })
    void variablesNameProxies(
            final URI address, final String variable, final String value, final String bypass, final String expected) {
        final EnvironmentProxies proxies = new EnvironmentProxies(Map.of(variable, value, "NO_PROXY", bypass));
        assertThat(proxies.select(address)).map(EnvironmentProxiesTest::text).containsExactly(expected);
    }

    private static String text(final Proxy proxy) {
        return proxy.address() instanceof InetSocketAddress address
                ? address.getHostString() + ":" + address.getPort()
                : "direct";
    }
}
