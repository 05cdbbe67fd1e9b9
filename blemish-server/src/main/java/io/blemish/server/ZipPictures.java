package io.blemish.server;

import io.blemish.server.history.Truth;
import io.blemish.server.http.ProblemException;
import io.blemish.server.http.ProblemKind;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * The pictures in a zip, in the order in which they are in it. Names of entries are for people alone; no file is called by one. An
 * entry that is too large ends the reading, also one that is left out, because what is compressed may be of any size.
 */
final class ZipPictures {
    /** The first bytes of a zip. */
    private static final byte[] SIGNATURE = {'P', 'K', 3, 4};

    /** More than a fit takes pictures, with room for folders and what programs add. */
    private static final int MOST_ENTRIES = 10_000;

    /** What macOS adds to every zip. */
    private static final String RESOURCES = "__MACOSX";

    private final int maxBytes;

    /**
     * A reader of zips.
     *
     * @param maxBytes how many bytes a picture may have
     */
    ZipPictures(final long maxBytes) {
        this.maxBytes = (int) Math.min(maxBytes, Integer.MAX_VALUE - 1);
    }

    /** Whether a file is a zip, by its first bytes. */
    static boolean is(final byte[] file) {
        return file.length > SIGNATURE.length
                && Arrays.equals(file, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
    }

    /** Takes what is in a zip. */
    interface Receiver {
        /** Takes a file that may be a picture of a good part. */
        void take(SentPicture picture);

        /** Hears of a picture that is of no good part, by the folder that it is in. */
        void refuse(String name, String reason);
    }

    /**
     * Reads a zip to its end.
     *
     * @throws ProblemException if it is no zip or damaged, or has too many entries or too large a one
     * @throws IOException if it cannot be read
     */
    void read(final InputStream in, final Receiver receiver) throws IOException {
        // Not closed: the stream is the caller's.
        final ZipInputStream zip = new ZipInputStream(in, StandardCharsets.UTF_8);
        try {
            int entries = 0;
            for (Optional<ZipEntry> entry = next(zip); entry.isPresent(); entry = next(zip)) {
                if (++entries > MOST_ENTRIES) {
                    throw new ProblemException(
                            ProblemKind.TOO_MANY_BYTES,
                            String.format(
                                    Locale.ROOT, "The zip has more than the %,d entries that are read.", MOST_ENTRIES));
                }
                take(entry.get(), content(entry.get(), zip), receiver);
            }
        } catch (final EOFException e) {
            throw new ProblemException(ProblemKind.BAD_REQUEST, "The zip is cut off; make it again, or send it whole.");
        } catch (final ZipException e) {
            throw new ProblemException(
                    ProblemKind.BAD_REQUEST, "The zip cannot be read (" + e.getMessage() + "); make it again.");
        }
    }

    /** The next entry; empty after the last one. */
    private static Optional<ZipEntry> next(final ZipInputStream zip) throws IOException {
        try {
            return Optional.ofNullable(zip.getNextEntry());
        } catch (final IllegalArgumentException e) {
            // Its name is not in UTF-8.
            throw (ZipException) new ZipException(e.getMessage()).initCause(e);
        }
    }

    private byte[] content(final ZipEntry entry, final ZipInputStream zip) throws IOException {
        final byte[] content = zip.readNBytes(maxBytes + 1);
        if (content.length > maxBytes) {
            throw new ProblemException(
                    ProblemKind.TOO_MANY_BYTES,
                    String.format(
                            Locale.ROOT,
                            "%s in the zip has more than the %,d bytes that are taken, so nothing after it was read.",
                            name(path(entry.getName())),
                            maxBytes));
        }
        return content;
    }

    private static void take(final ZipEntry entry, final byte[] content, final Receiver receiver) {
        final List<String> path = path(entry.getName());
        if (entry.isDirectory() || path.isEmpty() || path.stream().anyMatch(ZipPictures::isHidden)) {
            return;
        }
        final String name = name(path);
        if (path.subList(0, path.size() - 1).contains(Truth.DEFECT.word())) {
            receiver.refuse(name, name + " lies in a folder 'defect'; a model learns from good parts alone.");
        } else {
            receiver.take(new SentPicture(Optional.of(name), content));
        }
    }

    private static String name(final List<String> path) {
        return path.isEmpty() ? "An entry" : PictureName.of(String.join("/", path));
    }

    /** The names on the way to an entry, without those that lead elsewhere. */
    private static List<String> path(final String entry) {
        return Arrays.stream(entry.split("[/\\\\]"))
                .filter(part -> !part.isBlank() && !part.equals(".") && !part.equals(".."))
                .collect(Collectors.toList());
    }

    private static boolean isHidden(final String part) {
        return part.startsWith(".") || part.equals(RESOURCES);
    }
}
