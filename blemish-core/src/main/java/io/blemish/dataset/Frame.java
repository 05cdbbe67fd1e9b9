package io.blemish.dataset;

/**
 * The place of a sample in a video.
 *
 * @param clip the clip's name
 * @param index the frame's number in the clip, from 0; frames before it count even if the data set leaves them out
 */
public record Frame(String clip, int index) {}
