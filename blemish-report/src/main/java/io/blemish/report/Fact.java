package io.blemish.report;

/**
 * A row of a table of facts.
 *
 * @param label the name of the fact
 * @param value the fact
 */
record Fact(String label, String value) {}
