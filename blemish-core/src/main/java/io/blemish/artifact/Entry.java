package io.blemish.artifact;

/**
 * One entry of a model file as its description records it.
 *
 * @param bytes its size
 * @param sha256 of its content
 */
public record Entry(long bytes, String sha256) {}
