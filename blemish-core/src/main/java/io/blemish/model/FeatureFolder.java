package io.blemish.model;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.ResourceException;
import io.blemish.artifact.AtomicFile;
import io.blemish.artifact.Sha256;
import io.blemish.backbone.Extraction;
import io.blemish.backbone.FeatureSource;
import io.blemish.backbone.PictureFeatures;
import io.blemish.image.Picture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A folder that keeps the features of pictures from one fit to the next, so that a fit to nearly the same pictures need not run
 * the network again. A file is used only for a picture of the same content, the same networks, layers and preprocessing, and
 * the same build of this software and of Java; otherwise the features are made anew. The folder is for one machine, because
 * another kind of processor rounds otherwise. Safe for use by many threads.
 */
public final class FeatureFolder {
    /** The most bytes that the folder may hold: what ten thousand pictures take with a large network. */
    public static final long MOST_BYTES = 32L << 30;

    private static final String ENDING = ".features";

    private final Path folder;
    private final AtomicLong bytes;
    private final AtomicInteger reused = new AtomicInteger();
    private final AtomicInteger damaged = new AtomicInteger();
    private final AtomicInteger leftOut = new AtomicInteger();

    private FeatureFolder(final Path folder, final long bytes) {
        this.folder = folder;
        this.bytes = new AtomicLong(bytes);
    }

    /**
     * Opens a folder.
     *
     * @param folder made if it does not exist
     * @return the folder
     * @throws BlemishException if it cannot be used
     */
    public static FeatureFolder open(final Path folder) {
        try {
            Files.createDirectories(folder);
            long bytes = 0;
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + ENDING)) {
                for (final Path file : files) {
                    bytes += Files.size(file);
                }
            }
            return new FeatureFolder(folder, bytes);
        } catch (final IOException e) {
            throw new ResourceException(
                    ErrorCode.FILE_UNUSABLE,
                    "Folder " + folder + " for features cannot be used (" + e.getMessage() + "). Choose another.",
                    e);
        }
    }

    /** {@return how many pictures' features were found in the folder} */
    public int reused() {
        return reused.get();
    }

    /** {@return how many files of the folder were damaged, so that their features were made anew} */
    public int damaged() {
        return damaged.get();
    }

    /** {@return how many pictures' features were not kept, because the folder is full} */
    public int leftOut() {
        return leftOut.get();
    }

    /** {@return the size of all features in the folder, in bytes} */
    public long bytes() {
        return bytes.get();
    }

    /**
     * A source that takes features from the folder, or makes and keeps them.
     *
     * @param source makes features
     * @param thumbnails gets the small copies of pictures that are not decoded
     * @param how all that the features depend on but the picture
     */
    FeatureSource over(final FeatureSource source, final ThumbnailMaker thumbnails, final String how) {
        return new FeatureSource() {
            @Override
            public int batch() {
                return source.batch();
            }

            @Override
            public List<Extraction> features(final List<Picture> pictures) {
                final Extraction[] extractions = new Extraction[pictures.size()];
                final List<Integer> missing = new ArrayList<>();
                for (int i = 0; i < extractions.length; i++) {
                    final Optional<PictureFeatures> known = read(pictures.get(i), thumbnails, how);
                    if (known.isPresent()) {
                        extractions[i] = new Extraction.Done(known.get());
                    } else {
                        missing.add(i);
                    }
                }
                final List<Extraction> made =
                        source.features(missing.stream().map(pictures::get).toList());
                for (int i = 0; i < made.size(); i++) {
                    final Picture picture = pictures.get(missing.get(i));
                    extractions[missing.get(i)] = made.get(i);
                    if (made.get(i) instanceof Extraction.Done done) {
                        keep(picture, new FeatureRecord(done.features(), thumbnails.file(picture)), how);
                    }
                }
                return List.of(extractions);
            }
        };
    }

    private Optional<PictureFeatures> read(final Picture picture, final ThumbnailMaker thumbnails, final String how) {
        try {
            final String key = key(picture, how);
            final Path file = file(key);
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            final Optional<FeatureRecord> kept = FeatureRecord.read(Files.readAllBytes(file), key);
            if (kept.isEmpty()) {
                damaged.incrementAndGet();
                return Optional.empty();
            }
            if (thumbnails.wants(picture) && kept.get().thumbnail().length == 0) {
                // Of the fit before, this picture was none of the first ones, which have copies.
                return Optional.empty();
            }
            thumbnails.put(picture, kept.get().thumbnail());
            reused.incrementAndGet();
            return Optional.of(kept.get().features());
        } catch (final IOException e) {
            damaged.incrementAndGet();
            return Optional.empty();
        } catch (final BlemishException e) {
            // The source reads the picture again and says what is wrong with it.
            return Optional.empty();
        }
    }

    private void keep(final Picture picture, final FeatureRecord features, final String how) {
        final String key = key(picture, how);
        final byte[] content = features.toBytes(key);
        if (bytes.addAndGet(content.length) > MOST_BYTES) {
            bytes.addAndGet(-content.length);
            leftOut.incrementAndGet();
            return;
        }
        AtomicFile.write(file(key), path -> Files.write(path, content));
    }

    private static String key(final Picture picture, final String how) {
        final String all = HexFormat.of().formatHex(picture.sha256()) + '\n' + how;
        return Sha256.hex(all.getBytes(StandardCharsets.UTF_8));
    }

    private Path file(final String key) {
        return folder.resolve(key + ENDING);
    }
}
