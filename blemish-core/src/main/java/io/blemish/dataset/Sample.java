package io.blemish.dataset;

import io.blemish.image.Picture;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One picture of a data set and what is known of it.
 *
 * @param id the picture's path within the data set, with {@code /} between the parts, unique in it
 * @param picture the file
 * @param label good or not
 * @param kind the data set's own name for the kind of defect: {@code good}, {@code scratch}, …
 * @param mask where the defect lies
 * @param split fit or evaluate
 * @param frame the clip and time, for a frame of a video
 */
public record Sample(String id, Path picture, Label label, String kind, Mask mask, Split split, Optional<Frame> frame) {
    /** A picture that is no video's frame. */
    public Sample(
            final String id,
            final Path picture,
            final Label label,
            final String kind,
            final Mask mask,
            final Split split) {
        this(id, picture, label, kind, mask, split, Optional.empty());
    }

    /** The picture, named by the sample's id. */
    public Picture toPicture() {
        return Picture.of(id, picture);
    }
}
