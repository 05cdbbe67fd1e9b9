package io.blemish.server;

import io.blemish.server.http.Exchange;
import io.blemish.server.http.Operation;
import io.blemish.server.http.ProblemException;
import io.blemish.server.http.Routes;
import io.blemish.server.users.Role;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The operations of a server, each declared with the role that it takes; this is the one place that asks for it. {@code x-role} in
 * openapi.yaml says the same.
 */
final class Operations {
    private final Access access;
    private final Routes routes;
    private final Map<String, Role> roles = new TreeMap<>();

    Operations(final Access access, final Routes routes) {
        this.access = access;
        this.routes = routes;
    }

    /** Adds an operation that reads. */
    void get(final Role role, final String path, final Operation operation) {
        routes.get(path, guarded("GET", role, path, operation));
    }

    /** Adds an operation that makes something. */
    void post(final Role role, final String path, final Operation operation) {
        routes.post(path, guarded("POST", role, path, operation));
    }

    /** Adds an operation that replaces something. */
    void put(final Role role, final String path, final Operation operation) {
        routes.put(path, guarded("PUT", role, path, operation));
    }

    /** Adds an operation that deletes something. */
    void delete(final Role role, final String path, final Operation operation) {
        routes.delete(path, guarded("DELETE", role, path, operation));
    }

    /** For operations that need no role, such as signing in. */
    Routes withoutRole() {
        return routes;
    }

    private Operation guarded(final String method, final Role role, final String path, final Operation operation) {
        roles.put(method.toLowerCase(Locale.ROOT) + " " + path, role);
        return exchange -> {
            require(exchange, role);
            operation.handle(exchange);
        };
    }

    /**
     * Checks the role of a request's sender, who is known from then on.
     *
     * @throws ProblemException if the sender does not have it
     */
    private void require(final Exchange exchange, final Role role) {
        exchange.setSender(access.require(exchange, role).name());
    }

    /** The role that each operation takes, by method and path, {@code get /v1/models/{model}}. */
    Map<String, Role> roles() {
        return Collections.unmodifiableMap(roles);
    }
}
