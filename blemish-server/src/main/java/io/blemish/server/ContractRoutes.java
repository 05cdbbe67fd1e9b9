package io.blemish.server;

import io.blemish.server.http.Exchange;
import io.blemish.server.users.Role;
import java.io.IOException;
import java.io.InputStream;

/** For those who write programs for the server: openapi.yaml. */
final class ContractRoutes {
    void add(final Operations operations) {
        operations.get(Role.OPERATOR, "/openapi.yaml", ContractRoutes::contract);
    }

    private static void contract(final Exchange exchange) throws IOException {
        try (InputStream in = ContractRoutes.class.getResourceAsStream("openapi.yaml")) {
            if (in == null) {
                throw new IllegalStateException("openapi.yaml is missing from the program");
            }
            exchange.send("application/yaml", in.readAllBytes());
        }
    }
}
