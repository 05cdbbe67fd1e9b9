package io.blemish.server.camera;

import io.blemish.image.RgbImage;
import java.time.Instant;

/**
 * A frame.
 *
 * @param number counts the frames of its camera from 1, those that nobody took too
 * @param time when it was received
 * @param image the frame
 */
public record CameraFrame(long number, Instant time, RgbImage image) {}
