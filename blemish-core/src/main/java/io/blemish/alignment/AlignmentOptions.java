package io.blemish.alignment;

import io.blemish.image.Picture;
import java.util.Optional;

/**
 * That a fit brings pictures to the pose of a template.
 *
 * @param template the picture to whose pose others are brought; empty for the first picture of those that are learned from
 */
public record AlignmentOptions(Optional<Picture> template) {
    /** The first picture is the template. */
    public static final AlignmentOptions FIRST = new AlignmentOptions(Optional.empty());
}
