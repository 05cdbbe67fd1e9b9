package io.blemish.detector;

/**
 * One line that describes a detector to a person.
 *
 * @param name in lower case, such as {@code memory bank}
 * @param value a phrase
 */
public record Fact(String name, String value) {}
