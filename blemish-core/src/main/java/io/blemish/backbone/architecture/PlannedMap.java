package io.blemish.backbone.architecture;

/**
 * A feature map of a {@link Plan}, before any picture.
 *
 * @param name of the value in the graph
 * @param channels how many it has
 */
record PlannedMap(String name, int channels) implements Operand {}
