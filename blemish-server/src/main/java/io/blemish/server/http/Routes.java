package io.blemish.server.http;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The operations of a server, each with its method and its path. In a path such as {@code /v1/models/{model}} a name in
 * braces stands for any text without a slash. A slash at the end of a request's path is ignored.
 */
public final class Routes {
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");
    private static final int OK = 200;

    private final List<Route> routes = new ArrayList<>();

    private record Route(String method, String path, Pattern pattern, List<String> names, Operation operation) {
        Map<String, String> parameters(final Matcher matcher) {
            final Map<String, String> parameters = new HashMap<>();
            // URLDecoder is for queries, where a plus sign is a blank; in a path it is a plus sign.
            names.forEach(name -> parameters.put(
                    name, URLDecoder.decode(matcher.group(name).replace("+", "%2B"), StandardCharsets.UTF_8)));
            return parameters;
        }
    }

    /** Adds an operation that reads. */
    public void get(final String path, final Operation operation) {
        add("GET", path, operation);
    }

    /** Adds an operation that makes something. */
    public void post(final String path, final Operation operation) {
        add("POST", path, operation);
    }

    /** Adds an operation that replaces something. */
    public void put(final String path, final Operation operation) {
        add("PUT", path, operation);
    }

    /** Adds an operation that deletes something. */
    public void delete(final String path, final Operation operation) {
        add("DELETE", path, operation);
    }

    private void add(final String method, final String path, final Operation operation) {
        final List<String> names =
                PARAMETER.matcher(path).results().map(name -> name.group(1)).toList();
        final String pattern = PARAMETER.matcher(path.replace(".", "\\.")).replaceAll("(?<$1>[^/]+)");
        routes.add(new Route(method, path, Pattern.compile(pattern + "/?"), names, operation));
    }

    /**
     * Runs the operation of a request. HEAD is answered for each path with GET, and runs nothing.
     *
     * @return whether there is such an operation
     */
    public boolean handle(final Exchange exchange) throws IOException {
        final boolean head = exchange.method().equals("HEAD");
        final String method = head ? "GET" : exchange.method();
        for (final Route route : routes) {
            final Matcher matcher = route.pattern().matcher(exchange.path());
            if (route.method().equals(method) && matcher.matches()) {
                if (head) {
                    exchange.send(OK);
                } else {
                    exchange.setPathParameters(route.parameters(matcher));
                    route.operation().handle(exchange);
                }
                return true;
            }
        }
        return false;
    }

    /** The methods of the operations with this path; none if there is no such path. */
    public Set<String> methods(final String path) {
        return routes.stream()
                .filter(route -> route.pattern().matcher(path).matches())
                .map(Route::method)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** All operations by method and path, {@code get /v1/models/{model}}. */
    public Set<String> operations() {
        return routes.stream()
                .map(route -> route.method().toLowerCase(Locale.ROOT) + " " + route.path())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
