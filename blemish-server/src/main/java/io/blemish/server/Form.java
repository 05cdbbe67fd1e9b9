package io.blemish.server;

import io.blemish.server.http.ProblemException;
import io.blemish.server.http.ProblemKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartConfig;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Attributes;

/** Reads the files of a {@code multipart/form-data} body (RFC 7578). */
final class Form {
    /** The type of a form. */
    static final String TYPE = "multipart/form-data";

    /** A form may have so many times the bytes of one picture. */
    private static final int PICTURES_BYTES = 4;

    /** How many fields may be in a form beside the pictures. */
    private static final int MAX_FIELDS = 100;

    /** Of one part. Jetty's reader of a file's name needs stack for each character, which long names would exhaust. */
    private static final int MAX_HEADERS = 4096;

    private Form() {}

    /** Whether a body of this type is a form. */
    static boolean is(final String contentType) {
        return contentType.toLowerCase(Locale.ROOT).startsWith(TYPE);
    }

    /**
     * How many bytes a body may have.
     *
     * @param contentType its type, of a form or of a picture
     * @param picture how many bytes a picture may have
     */
    static long limit(final String contentType, final long picture) {
        return is(contentType) ? picture * PICTURES_BYTES : picture;
    }

    /**
     * Reads the files of a form, in order, with their names without folders. They stay in memory: nothing of a request is
     * written to the disk before it is known to be a picture.
     *
     * @param contentType the type of the body, with the boundary
     * @param body the body of the request
     * @param max how many files there may be
     * @throws ProblemException if the body is not a form, or has no file or too many
     */
    static List<SentPicture> files(final String contentType, final byte[] body, final int max) {
        final MultiPartConfig inMemory = new MultiPartConfig.Builder()
                .maxMemoryPartSize(-1)
                .maxParts(max + MAX_FIELDS)
                .maxHeadersSize(MAX_HEADERS)
                .build();
        final List<SentPicture> files = new ArrayList<>();
        try (MultiPartFormData.Parts parts = MultiPartFormData.getParts(
                Content.Source.from(ByteBuffer.wrap(body)),
                new Attributes.Mapped(),
                // Jetty finds this parameter in small letters only.
                contentType.replaceFirst("(?i)boundary=", "boundary="),
                inMemory)) {
            for (final MultiPart.Part part : parts) {
                if (part.getFileName() != null) {
                    files.add(file(part));
                }
            }
        } catch (final CompletionException | IllegalArgumentException e) {
            // The second is Jetty's for a type of the body that does not end, as in: boundary="b
            throw new ProblemException(
                    ProblemKind.BAD_REQUEST,
                    "The form cannot be read: it must be whole multipart/form-data with its boundary, and have up to "
                            + (max + MAX_FIELDS) + " parts.");
        }
        if (files.isEmpty()) {
            throw new ProblemException(ProblemKind.BAD_REQUEST, "The form has no file; add a picture to it.");
        }
        if (files.size() > max) {
            throw new ProblemException(
                    ProblemKind.TOO_MANY_BYTES, "A form may have up to " + max + " pictures; send several.");
        }
        return files;
    }

    private static SentPicture file(final MultiPart.Part part) {
        final String path = part.getFileName();
        final String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        try (InputStream in = Content.Source.asInputStream(part.getContentSource())) {
            return new SentPicture(name.isEmpty() ? Optional.empty() : Optional.of(name), in.readAllBytes());
        } catch (final IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }
}
