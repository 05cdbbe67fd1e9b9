package io.blemish.dataset;

import io.blemish.image.Picture;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One picture of a data set, with its label and its mask.
 *
 * @param id the picture's path within the data set, with {@code /} between the parts, unique in it
 * @param picture the file
 * @param label whether the part is good
 * @param kind the data set's own name for the kind of defect: {@code good}, {@code scratch}, …
 * @param mask the pixels of the defect
 * @param split whether the picture is to fit on or to test
 * @param frame the clip and the number in it, if the picture is a frame of a video
 */
public record Sample(String id, Path picture, Label label, String kind, Mask mask, Split split, Optional<Frame> frame) {
    /**
     * A sample that is not a frame of a video.
     *
     * @param id the picture's path within the data set, with {@code /} between the parts, unique in it
     * @param picture path of the picture's file
     * @param label the label that tells whether the part is good
     * @param kind the data set's own name for the kind of defect, or {@code good}
     * @param mask the pixels of the defect
     * @param split the split that tells whether the picture is to fit on or to test
     */
    public Sample(
            final String id,
            final Path picture,
            final Label label,
            final String kind,
            final Mask mask,
            final Split split) {
        this(id, picture, label, kind, mask, split, Optional.empty());
    }

    /** {@return the sample's picture in its file, named by the sample's id} */
    public Picture toPicture() {
        return Picture.of(id, picture);
    }
}
