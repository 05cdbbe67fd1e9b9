package io.blemish.alignment;

import io.blemish.ErrorCode;
import io.blemish.PictureException;
import io.blemish.image.RgbImage;
import java.util.Locale;

/**
 * Brings pictures to the pose of a template, and refuses those in which the part is not found. Safe for use by many threads.
 *
 * @param template whose pose it is
 * @param description the limit, and how it came about
 */
public record Alignment(Template template, AlignmentDescription description) {
    /**
     * A picture in the template's pose.
     *
     * @param image of the size of the picture; what comes from outside the picture repeats its edge
     * @param pose that the part has in the picture
     */
    public record Aligned(RgbImage image, Pose pose) {}

    /**
     * {@return a picture in the template's pose}
     *
     * @param name of the picture, for messages
     * @param picture of the proportions of the template
     * @throws PictureException if it has other proportions, or the part is not found in it
     */
    public Aligned align(final String name, final RgbImage picture) {
        requireProportions(template, name, picture);
        final FoundPose found = template.find(picture);
        if (!(found.correlation() >= description.limit())) {
            throw new PictureException(
                    ErrorCode.PICTURE_NOT_ALIGNED,
                    String.format(
                            Locale.ROOT,
                            "Picture %s does not show the part in a pose that this model knows: its correlation with the"
                                    + " template is %.2f where at least %.2f is needed. Look at the picture: another part, a"
                                    + " part out of view and a camera that was moved or is blocked look like this.",
                            name,
                            found.correlation(),
                            description.limit()));
        }
        return new Aligned(Warp.toTemplate(picture, found.pose()), found.pose());
    }

    /** {@return a word that is the same for alignments that give the same pictures} */
    public String fingerprint() {
        return template.fingerprint() + ' ' + description.limit();
    }

    /** Checks that the template says something of a picture. */
    static void requireProportions(final Template template, final String name, final RgbImage picture) {
        if (!template.hasProportionsOf(picture.size())) {
            throw new PictureException(
                    ErrorCode.PICTURE_NOT_ALIGNED,
                    "Picture " + name + " has " + picture.size()
                            + " pixels, which are other proportions than those of the template with " + template.size()
                            + ". Take pictures with the same camera settings.");
        }
    }
}
