package io.blemish.alignment;

/**
 * The pose of the part in a picture, and how well it fits.
 *
 * @param pose of the part
 * @param correlation of the template and the picture in this pose, in {@code [-1, 1]}: 1 where they are the same but for
 *     brightness and contrast; 0 if less than two fifths of the template would lie in the picture
 */
public record FoundPose(Pose pose, double correlation) {}
