package io.blemish.dataset;

/**
 * Which frame of which clip a sample is.
 *
 * @param clip the clip's name
 * @param index its place in the clip, from 0, whether or not the frames before it are in the data set as read
 */
public record Frame(String clip, int index) {}
