package io.blemish.server.history;

import java.time.Instant;

/**
 * A verdict that could not be delivered, {@code FailedDelivery} in openapi.yaml.
 *
 * @param number of the letter
 * @param target the name of the program that was to get it
 * @param prediction the identifier of the verdict
 * @param time of the verdict
 * @param problem why the receiver did not take it
 */
public record FailedLetter(long number, String target, String prediction, Instant time, String problem) {}
