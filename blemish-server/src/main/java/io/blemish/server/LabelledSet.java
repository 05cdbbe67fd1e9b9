package io.blemish.server;

import io.blemish.artifact.Csv;
import io.blemish.server.history.PictureStore;
import io.blemish.server.history.PictureType;
import io.blemish.server.history.Truth;
import io.blemish.server.history.Verdict;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Labelled pictures as a data set in a zip: the folders {@code good} and {@code defect}, and {@code labels.csv} with the columns
 * {@code picture} and {@code label}.
 */
final class LabelledSet implements AutoCloseable {
    private static final String HEADER = Csv.line("picture", "label");

    private final PictureStore pictures;
    private final ZipOutputStream out;
    private final StringBuilder lines = new StringBuilder(HEADER);

    /**
     * An empty set.
     *
     * @param pictures that are kept
     * @param to receives the zip; closed with this
     */
    LabelledSet(final PictureStore pictures, final OutputStream to) {
        this.pictures = pictures;
        this.out = new ZipOutputStream(to, StandardCharsets.UTF_8);
        // Pictures are compressed already.
        out.setLevel(Deflater.NO_COMPRESSION);
    }

    /** Adds the picture of a verdict, if it is labelled and its picture is still kept. */
    void add(final Verdict verdict) throws IOException {
        final Optional<Truth> truth = Truth.of(verdict);
        final Optional<byte[]> picture = truth.isEmpty() ? Optional.empty() : pictures.picture(verdict.id());
        if (picture.isEmpty()) {
            return;
        }
        final String name = truth.get().word() + "/" + verdict.id() + "."
                + PictureType.of(picture.get())
                        .map(PictureType::extension)
                        .orElseThrow(() -> new UncheckedIOException(
                                new IOException("The kept picture of verdict " + verdict.id() + " is no picture.")));
        put(name, picture.get(), FileTime.from(verdict.time()));
        lines.append(Csv.line(name, truth.get().word()));
    }

    private void put(final String name, final byte[] content, final FileTime time) throws IOException {
        final ZipEntry entry = new ZipEntry(name);
        entry.setLastModifiedTime(time);
        out.putNextEntry(entry);
        out.write(content);
        out.closeEntry();
    }

    /** Writes the labels and ends the zip. */
    void finish() throws IOException {
        put("labels.csv", lines.toString().getBytes(StandardCharsets.UTF_8), FileTime.fromMillis(0));
        out.finish();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
