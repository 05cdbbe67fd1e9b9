package io.blemish.image;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.blemish.ErrorCode;
import io.blemish.PictureException;
import io.blemish.artifact.Ranges;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The steps from a picture to a network's input: resize, perhaps crop the centre, normalise. The result equals that of
 * torchvision's {@code Resize} (bilinear, antialiased), {@code CenterCrop}, {@code ToTensor} and {@code Normalize} on a
 * PIL image.
 *
 * @param resize the sides that {@code size} means
 * @param size in pixels, at least 1
 * @param crop the side of the square cut from the centre after resizing; a picture smaller than that gets a black
 *     border; empty for no crop
 * @param normalization of the pixels' values
 * @param mask what of every picture is inspected; the network sees the rest as the value 0, which is ImageNet's mean colour; empty
 *     for all
 * @param tiling that pictures go through the network in tiles, each of which becomes an input of {@code size}; empty for
 *     pictures that go through it as a whole
 */
public record Preprocessing(
        Resize resize,
        int size,
        OptionalInt crop,
        Normalization normalization,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<InspectionMask> mask,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Tiling> tiling) {
    /** The preprocessing of the PatchCore paper: 256, then the middle 224. It cuts the edges off. */
    public static final Preprocessing PAPER =
            new Preprocessing(Resize.SHORTER_SIDE, 256, OptionalInt.of(224), Normalization.IMAGENET);

    /** The largest side of an input that is not made of a longer picture: the arrays of one take 200 MB. */
    public static final int MAX_SIDE = 4096;

    /** The most pixels of an input, which very long pictures reach whose shorter side has a given size: 800 MB. */
    private static final long MAX_PIXELS = 1L << 26;

    private static final int CHANNELS = 3;

    /** The treatment of a picture that is not square. */
    public enum Resize {
        /** Both sides become {@code size}: nothing is lost, the shapes are distorted. */
        SQUASH,
        /** The shorter side becomes {@code size}, the longer one follows, rounded down: the shapes are kept. */
        SHORTER_SIDE
    }

    /**
     * Checks the sizes.
     *
     * @param resize the sides that {@code size} means
     * @param size side or sides after resizing, in pixels, at least 1
     * @param crop side of the square cut from the centre after resizing, in pixels, at least 1; empty for no crop
     * @param normalization step from the pixels' values to the network's
     * @param mask the part of every picture that is inspected; empty for all
     * @param tiling the tiles in which pictures go through the network; empty for whole pictures; not together with a crop
     */
    public Preprocessing {
        Ranges.present(resize, "resize");
        Ranges.within(Ranges.present(crop, "crop").orElse(1), "crop", 1, MAX_SIDE);
        Ranges.present(normalization, "normalization");
        Ranges.present(mask, "mask");
        if (Ranges.present(tiling, "tiling").isPresent() && crop.isPresent()) {
            throw new IllegalArgumentException("tiles show all of a picture, so a crop does not go together with them");
        }
        Ranges.within(size, "size", tiling.isPresent() ? Tiling.MIN_TILE : 1, MAX_SIDE);
    }

    /**
     * Inspects the whole picture.
     *
     * @param resize the sides that {@code size} means
     * @param size side or sides after resizing, in pixels, at least 1
     * @param crop side of the square cut from the centre after resizing, in pixels, at least 1; empty for no crop
     * @param normalization step from the pixels' values to the network's
     */
    public Preprocessing(
            final Resize resize, final int size, final OptionalInt crop, final Normalization normalization) {
        this(resize, size, crop, normalization, Optional.empty(), Optional.empty());
    }

    /**
     * {@return the same steps, with another part of the picture inspected}
     *
     * @param value the part; empty for the whole picture
     */
    public Preprocessing withMask(final Optional<InspectionMask> value) {
        return new Preprocessing(resize, size, crop, normalization, value, tiling);
    }

    /**
     * {@return the same steps, with pictures in other tiles}
     *
     * @param value the tiles; empty for whole pictures
     */
    public Preprocessing withTiling(final Optional<Tiling> value) {
        return new Preprocessing(resize, size, crop, normalization, mask, value);
    }

    /**
     * {@return a preprocessing that squashes every picture to a square, which keeps all of it, with ImageNet's mean and
     * deviation}
     *
     * @param size the square's side in pixels
     */
    public static Preprocessing squash(final int size) {
        return new Preprocessing(Resize.SQUASH, size, OptionalInt.empty(), Normalization.IMAGENET);
    }

    /**
     * {@return the size of the network's input for a picture, or for each of its tiles}
     *
     * @param picture the picture's size
     */
    public Size outputSize(final Size picture) {
        if (tiling.isPresent()) {
            return new Size(size, size);
        }
        return crop.isPresent() ? new Size(crop.getAsInt(), crop.getAsInt()) : resized(picture);
    }

    /**
     * {@return whether every picture, whatever its size, gives an input of the same size, so that they can share a batch}
     */
    public boolean sameForAll() {
        return resize == Resize.SQUASH || crop.isPresent() || tiling.isPresent();
    }

    /**
     * {@return the place of the picture's pixels in the anomaly map: in the network's input, or in all tiles joined}
     *
     * @param picture the picture's size
     * @throws PictureException if it is too long, or smaller than a tile
     */
    public Placement placement(final Size picture) {
        return tiling.isPresent() ? tiles(picture).whole() : ofWhole(picture);
    }

    /**
     * {@return the tiles of a picture}
     *
     * @param picture the picture's size
     * @throws PictureException if it is smaller than a tile, or its tiles have too many pixels together
     * @throws java.util.NoSuchElementException if pictures are not cut into tiles
     */
    public TileGrid tiles(final Size picture) {
        return tiling.orElseThrow().grid(picture, size, MAX_PIXELS);
    }

    private Placement ofWhole(final Size picture) {
        final Size resized = tiling.isPresent() ? new Size(size, size) : resized(picture);
        final Size input = outputSize(picture);
        return new Placement(
                picture,
                resized,
                input,
                offset(resized.width(), input.width()),
                offset(resized.height(), input.height()));
    }

    /**
     * The network's input for a picture. With tiles this is the whole picture in the size of one of them.
     *
     * @param picture of any size
     * @return {@code [3, h, w]}, red first; h and w are those of {@link #outputSize}
     */
    public float[] apply(final RgbImage picture) {
        final float[] planes = new float[length(picture.size())];
        apply(picture, planes, 0);
        return planes;
    }

    /**
     * The network's input for a picture, written into a batch.
     *
     * @param picture of any size
     * @param batch the array to write {@code [3, h, w]} to, red first
     * @param offset the first index to write to
     * @return the size of the input
     * @throws IllegalArgumentException if the batch has no room for it there
     */
    public Size apply(final RgbImage picture, final float[] batch, final int offset) {
        final int length = length(picture.size());
        if (offset < 0 || offset > batch.length - length) {
            throw new IllegalArgumentException(
                    length + " values from " + offset + " do not fit a batch of " + batch.length);
        }
        final Placement placement = ofWhole(picture.size());
        write(pixels(picture, placement), placement, batch, offset);
        return placement.input();
    }

    /**
     * The network's input for a tile, written into a batch.
     *
     * @param resized the picture in the size of {@link TileGrid#whole}
     * @param tile its place
     * @param batch the array to write {@code [3, size, size]} to, red first
     * @param offset the first index to write to
     */
    public void apply(final RgbImage resized, final Placement tile, final float[] batch, final int offset) {
        write(tile.crop(resized), tile, batch, offset);
    }

    private void write(final RgbImage cropped, final Placement placement, final float[] batch, final int offset) {
        final int plane = cropped.width() * cropped.height();
        for (int channel = 0; channel < CHANNELS; channel++) {
            writePlane(cropped.rgb(), channel, batch, offset + channel * plane, plane);
        }
        mask.ifPresent(inspected -> paintOver(inspected.inInput(placement), batch, offset));
    }

    /**
     * {@return an input that stands for a picture: the whole one, or its middle tile}
     *
     * @param picture not smaller than a tile
     */
    public float[] sample(final RgbImage picture) {
        if (tiling.isEmpty()) {
            return apply(picture);
        }
        final TileGrid tiles = tiles(picture.size());
        final float[] planes = new float[length(picture.size())];
        apply(resized(picture, tiles), tiles.placement(tiles.count() / 2), planes, 0);
        return planes;
    }

    /**
     * {@return a picture in the size in which its tiles are cut out of it}
     *
     * @param picture not smaller than a tile
     * @param tiles of the picture
     */
    public static RgbImage resized(final RgbImage picture, final TileGrid tiles) {
        return Resampler.resize(picture, tiles.whole().resized());
    }

    /**
     * The pixels of the network's input for a picture, before their values are normalised.
     *
     * @param picture of any size
     * @return a picture of {@link #outputSize}
     */
    public RgbImage pixels(final RgbImage picture) {
        return pixels(picture, ofWhole(picture.size()));
    }

    private static RgbImage pixels(final RgbImage picture, final Placement placement) {
        return placement.crop(Resampler.resize(picture, placement.resized()));
    }

    /**
     * A picture's mask in the pixels of its anomaly map, by nearest neighbour ({@link BitMask#resize}); a border is never a
     * defect.
     *
     * @param mask of the picture's size
     * @return a mask of the size of the input of its {@link #placement}
     */
    public BitMask apply(final BitMask mask) {
        final Placement placement = placement(mask.size());
        return placement.crop(mask.resize(placement.resized()));
    }

    private static void paintOver(final BitMask inside, final float[] out, final int start) {
        final boolean[] pixels = inside.defect();
        for (int i = 0; i < pixels.length; i++) {
            if (!pixels[i]) {
                for (int channel = 0; channel < CHANNELS; channel++) {
                    out[start + channel * pixels.length + i] = 0;
                }
            }
        }
    }

    private void writePlane(final byte[] rgb, final int channel, final float[] out, final int start, final int count) {
        final float[] levels = normalization.levels(channel);
        for (int i = 0; i < count; i++) {
            out[start + i] = levels[rgb[i * CHANNELS + channel] & 0xFF];
        }
    }

    private int length(final Size picture) {
        return Math.toIntExact(CHANNELS * outputSize(picture).pixels());
    }

    private Size resized(final Size picture) {
        if (resize == Resize.SQUASH) {
            return new Size(size, size);
        }
        final int shorter = Math.min(picture.width(), picture.height());
        final int longer = Math.max(picture.width(), picture.height());
        final long exactLonger = (long) size * longer / shorter;
        if (exactLonger * size > MAX_PIXELS) {
            throw new PictureException(
                    ErrorCode.PICTURE_UNSUITABLE,
                    "A picture of " + picture.width() + "x" + picture.height()
                            + " pixels is too long: with a shorter side of " + size + " it would have more than "
                            + MAX_PIXELS + " pixels. Cut it, or fit with another resize.");
        }
        final int newLonger = (int) exactLonger;
        return picture.width() <= picture.height() ? new Size(size, newLonger) : new Size(newLonger, size);
    }

    /** The pixels cut off before the first one (negative: added); half a pixel is rounded as torchvision rounds it. */
    private static int offset(final int resized, final int input) {
        final int surplus = resized - input;
        return surplus >= 0 ? (int) Math.rint(surplus / 2.0) : -(-surplus / 2);
    }
}
