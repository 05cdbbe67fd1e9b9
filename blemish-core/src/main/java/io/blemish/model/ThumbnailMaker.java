package io.blemish.model;

import io.blemish.image.Picture;
import io.blemish.image.RgbImage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/** Makes small copies of pictures while they are decoded for the network, so that none is decoded twice. */
final class ThumbnailMaker implements BiConsumer<Picture, RgbImage> {
    private final Set<Picture> wanted;
    private final Map<Picture, byte[]> made = new ConcurrentHashMap<>();

    /**
     * Prepares copies.
     *
     * @param pictures which are to have a copy
     * @param most of how many of them, the first ones
     */
    ThumbnailMaker(final List<Picture> pictures, final int most) {
        this.wanted = Set.copyOf(pictures.subList(0, Math.min(most, pictures.size())));
    }

    /** Makes the copies that a model is to keep. */
    static ThumbnailMaker of(final KeptEvidence evidence, final List<Picture> pictures) {
        return new ThumbnailMaker(pictures, evidence == KeptEvidence.THUMBNAILS ? Thumbnails.MOST : 0);
    }

    @Override
    public void accept(final Picture picture, final RgbImage image) {
        if (wanted.contains(picture)) {
            made.put(picture, Thumbnails.toJpeg(image));
        }
    }

    /** Whether a picture is to have a copy. */
    boolean wants(final Picture picture) {
        return wanted.contains(picture);
    }

    /** Takes a copy that was made before; an empty one is none. */
    void put(final Picture picture, final byte[] jpeg) {
        if (wanted.contains(picture)) {
            made.put(picture, jpeg);
        }
    }

    /** The JPEG file of a picture; empty if it has no copy. */
    byte[] file(final Picture picture) {
        return made.getOrDefault(picture, new byte[0]);
    }

    /** The JPEG files of some pictures; empty for one without a copy. */
    List<byte[]> files(final List<Picture> pictures) {
        return pictures.stream().map(this::file).toList();
    }
}
