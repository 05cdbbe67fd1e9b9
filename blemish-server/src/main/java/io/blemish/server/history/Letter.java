package io.blemish.server.history;

/**
 * A verdict that is to be delivered.
 *
 * @param number ascends in the order in which verdicts were recorded
 * @param target the name of the program that is to get it
 * @param verdict as it is now
 */
public record Letter(long number, String target, Verdict verdict) {}
