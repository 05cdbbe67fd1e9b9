package io.blemish.backbone.architecture;

/** A feature map in a plan: its name in the graph and how many channels it has. */
record Value(String name, int channels) {}
