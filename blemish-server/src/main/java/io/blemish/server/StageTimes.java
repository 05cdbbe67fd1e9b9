package io.blemish.server;

/**
 * How long the stages of a prediction took, in nanoseconds.
 *
 * @param queue until a thread was free
 * @param decode until the picture was decoded
 * @param network until its features were there; for a batch, the time of all its pictures together
 * @param score until the verdict was there
 */
record StageTimes(long queue, long decode, long network, long score) {}
