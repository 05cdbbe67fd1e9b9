package io.blemish.alignment;

import io.blemish.artifact.Ranges;
import io.blemish.image.Size;

/**
 * How a model brings pictures to a pose, as its file says it. The template's pixels are an entry of their own.
 *
 * @param template the name of the picture whose pose it is
 * @param size of that picture
 * @param limit the lowest correlation with the template at which a picture is judged, in {@code [0, 1]}
 * @param found the poses of the training pictures
 */
public record AlignmentDescription(String template, Size size, double limit, PoseRange found) {
    /**
     * Checks the ranges.
     *
     * @param template the name of the picture whose pose it is
     * @param size width and height of that picture, in pixels
     * @param limit the lowest correlation with the template at which a picture is judged, in {@code [0, 1]}
     * @param found the poses of the training pictures
     */
    public AlignmentDescription {
        Ranges.present(template, "template");
        Ranges.present(size, "size");
        Ranges.within(limit, "limit", 0, 1);
        Ranges.present(found, "found");
    }
}
