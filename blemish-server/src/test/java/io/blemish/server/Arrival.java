package io.blemish.server;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A verdict that arrived.
 *
 * @param id its identifier
 * @param model the name of the model that gave it
 */
public record Arrival(String id, String model) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Reads what was delivered. */
    public static Arrival of(final byte[] json) {
        return of(JSON.readTree(json));
    }

    static Arrival of(final JsonNode verdict) {
        return new Arrival(verdict.get("id").stringValue(), verdict.get("model").stringValue());
    }
}
