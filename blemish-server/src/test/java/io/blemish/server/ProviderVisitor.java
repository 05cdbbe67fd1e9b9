package io.blemish.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A browser without scripts: it keeps cookies, follows redirects when it is told to, and fills in the provider's form. */
final class ProviderVisitor {
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final CookieManager cookies = new CookieManager();
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    HttpResponse<String> get(final URI address) throws Exception {
        return client.send(
                HttpRequest.newBuilder(address).header("Accept", "text/html").build(), BodyHandlers.ofString());
    }

    /** Where a response sends the browser. */
    static URI next(final HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isBetween(302, 303);
        return response.uri().resolve(response.headers().firstValue("Location").orElseThrow());
    }

    /** Goes from an address of the server to the provider, signs in there, and returns where the provider sends the browser back to. */
    URI signIn(final URI begin, final String name) throws Exception {
        final URI authorization = next(get(begin));
        final HttpResponse<String> asked = get(authorization);
        if (asked.statusCode() == 302 && !next(asked).getPath().endsWith("/login")) {
            return next(asked);
        }
        final URI login = next(asked);
        final Matcher token = TOKEN.matcher(get(login).body());
        assertThat(token.find()).isTrue();
        final String form = "username=" + name + "&password=" + encoded(SpringProvider.PASSWORD) + "&_csrf="
                + encoded(token.group(1));
        final HttpResponse<String> signedIn = client.send(
                HttpRequest.newBuilder(login)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
        return next(get(next(signedIn)));
    }

    /** The value of a cookie. */
    String cookie(final String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .findAny()
                .orElseThrow()
                .getValue();
    }

    private static String encoded(final String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    HttpResponse<String> send(final HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
