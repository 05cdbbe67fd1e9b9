package io.blemish.model;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.ModelException;
import io.blemish.array.ByteMatrix;
import io.blemish.artifact.ArtifactFile;
import io.blemish.artifact.ArtifactWriter;
import io.blemish.image.ImageDecoder;
import io.blemish.image.JpegWriter;
import io.blemish.image.Resampler;
import io.blemish.image.RgbImage;
import io.blemish.image.Size;
import io.blemish.model.ModelDescription.TrainingDescription;
import java.io.IOException;
import java.nio.IntBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Small copies of training pictures as JPEG, in the order of the pictures. In a model file they are two arrays: the files one
 * after the other, and where each ends. Those of an opened file are mapped and decoded when they are asked for. Safe for use by
 * many threads, also after the model was closed.
 */
public final class Thumbnails {
    /** Of no picture. */
    public static final Thumbnails NONE =
            new Thumbnails(List.of(), List.of(), ByteMatrix.wrap(new byte[0], 0, 1), new int[0]);

    /** The longer side in pixels: enough to recognise a part and a patch of it, which is a 28th of a side. */
    public static final int SIDE = 256;

    /** The most pictures that a model holds a copy of, the first ones. All copies take 64 MB at most. */
    public static final int MOST = 4096;

    /** The largest copy in bytes. Photographs of parts take 5,000 to 12,000. */
    private static final int MOST_BYTES = 16_000;

    /** The largest that is read; a quality of 0.1 does not reach it. */
    private static final int MOST_BYTES_READ = 4 * MOST_BYTES;

    private static final String FOLDER = "thumbnails/";
    private static final String JPEG = "jpeg.npy";
    private static final String ENDS = "ends.npy";

    private final List<String> pictures;
    private final List<Size> sizes;
    private final ByteMatrix jpeg;
    private final int[] ends;

    private Thumbnails(final List<String> pictures, final List<Size> sizes, final ByteMatrix jpeg, final int[] ends) {
        this.pictures = pictures;
        this.sizes = sizes;
        this.jpeg = jpeg;
        this.ends = ends;
    }

    /**
     * {@return a small copy of a picture as the bytes of a JPEG file}
     *
     * @param picture of any size
     */
    public static byte[] toJpeg(final RgbImage picture) {
        return JpegWriter.toBytes(Resampler.resize(picture, picture.size().within(SIDE)), MOST_BYTES);
    }

    /**
     * Puts copies together.
     *
     * @param pictures their names
     * @param copies JPEG files in the same order; empty for a picture without a copy
     */
    static Thumbnails of(final List<String> pictures, final List<byte[]> copies) {
        final int[] ends = new int[copies.size()];
        int end = 0;
        for (int i = 0; i < ends.length; i++) {
            end += copies.get(i).length;
            ends[i] = end;
        }
        if (end == 0) {
            return NONE;
        }
        final byte[] all = new byte[end];
        for (int i = 0; i < ends.length; i++) {
            System.arraycopy(copies.get(i), 0, all, ends[i] - copies.get(i).length, copies.get(i).length);
        }
        return new Thumbnails(List.copyOf(pictures), List.of(), ByteMatrix.wrap(all, end, 1), ends);
    }

    /**
     * Opens those of a model file.
     *
     * @param file of the model, whose entries are whole
     * @param training all training pictures
     * @throws ModelException if the arrays do not belong together
     */
    static Thumbnails open(final ArtifactFile file, final TrainingDescription training) {
        final List<String> pictures = training.pictures();
        final ArtifactFile folder = file.within(FOLDER);
        if (!folder.has(JPEG)) {
            return new Thumbnails(pictures, training.sizes(), NONE.jpeg, NONE.ends);
        }
        try {
            final ByteMatrix jpeg = folder.byteMatrix(JPEG);
            final IntBuffer stored = folder.ints(ENDS);
            final int[] ends = new int[stored.remaining()];
            stored.get(ends);
            if (jpeg.columns() != 1 || !follow(ends, jpeg.rows()) || ends.length != pictures.size()) {
                throw new IllegalArgumentException("its thumbnails are not those of its pictures");
            }
            return new Thumbnails(pictures, training.sizes(), jpeg, ends);
        } catch (final IllegalArgumentException e) {
            throw file.contradictory(String.valueOf(e.getMessage()), e);
        }
    }

    private static boolean follow(final int[] ends, final int last) {
        int before = 0;
        for (final int end : ends) {
            if (end < before || end - before > MOST_BYTES_READ) {
                return false;
            }
            before = end;
        }
        return before == last;
    }

    /**
     * Reads those of a model file without opening its networks.
     *
     * @param model the file
     * @return the copies
     * @throws BlemishException if the file is not there or damaged
     */
    public static Thumbnails read(final Path model) {
        try (ModelFile file = ModelFile.open(model)) {
            return file.thumbnails();
        }
    }

    void write(final ArtifactWriter writer) throws IOException {
        if (count() > 0) {
            final ArtifactWriter folder = writer.within(FOLDER);
            folder.bytes(JPEG, jpeg);
            folder.ints(ENDS, ends, ends.length);
        }
    }

    /** {@return how many pictures have a copy} */
    public int count() {
        return (int)
                IntStream.range(0, ends.length).filter(i -> ends[i] > begin(i)).count();
    }

    /** {@return the size of all copies, in bytes} */
    public long bytes() {
        return jpeg.rows();
    }

    private int begin(final int picture) {
        return picture == 0 ? 0 : ends[picture - 1];
    }

    /** The JPEG file of a picture by its number; empty if there is none. */
    byte[] file(final int picture) {
        if (ends.length == 0) {
            return new byte[0];
        }
        final byte[] file = new byte[ends[picture] - begin(picture)];
        jpeg.copyRows(begin(picture), file.length, file);
        return file;
    }

    /**
     * {@return the small copy of a training picture, if there is one}
     *
     * @param picture its name, as {@link io.blemish.prediction.Evidence#picture} has it
     * @throws ModelException if the copy is damaged
     */
    public Optional<RgbImage> of(final String picture) {
        final int number = pictures.indexOf(picture);
        return number < 0 || ends.length == 0 || ends[number] == begin(number)
                ? Optional.empty()
                : Optional.of(decode(number));
    }

    /**
     * {@return the size of a picture in whose pixels {@link io.blemish.prediction.Evidence} states places of a training picture}
     * That is the training picture itself if the model knows its size, as it does if it cuts pictures into tiles.
     *
     * @param picture the name of the training picture
     * @param judged the size of the judged picture
     */
    public Size measure(final String picture, final Size judged) {
        final int number = pictures.indexOf(picture);
        return sizes.isEmpty() || number < 0 ? judged : sizes.get(number);
    }

    private RgbImage decode(final int number) {
        try {
            return new ImageDecoder((long) SIDE * SIDE, MOST_BYTES_READ).decode(pictures.get(number), file(number));
        } catch (final BlemishException e) {
            throw new ModelException(
                    ErrorCode.MODEL_DAMAGED,
                    "The model's small copy of training picture " + pictures.get(number)
                            + " cannot be shown: it is damaged.",
                    e);
        }
    }
}
