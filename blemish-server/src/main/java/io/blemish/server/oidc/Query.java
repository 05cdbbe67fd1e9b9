package io.blemish.server.oidc;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Parameters in the form of a query, which is also that of a posted form. */
final class Query {
    private Query() {}

    /** The parameters in their order. */
    static String of(final Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    /** An address with further parameters. */
    static URI appended(final URI address, final Map<String, String> parameters) {
        return URI.create(address + (address.getRawQuery() == null ? "?" : "&") + of(parameters));
    }

    /** A name or a value. */
    static String encoded(final String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
