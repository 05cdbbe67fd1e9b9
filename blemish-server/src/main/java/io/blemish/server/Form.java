package io.blemish.server;

import io.blemish.server.http.ProblemException;
import io.blemish.server.http.ProblemKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of a {@code multipart/form-data} body (RFC 7578), taken from memory: nothing of a request touches the disk
 * before it is known to be a picture.
 */
final class Form {
    private static final Pattern BOUNDARY =
            Pattern.compile(";\\s*boundary=(?:\"([^\"]{1,70})\"|([^\\s;\"]{1,70}))", Pattern.CASE_INSENSITIVE);
    private static final Pattern FILE_NAME =
            Pattern.compile(";\\s*filename=\"((?:[^\"\\\\]|\\\\.)*)\"", Pattern.CASE_INSENSITIVE);
    private static final byte[] END_OF_HEADERS = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final byte[] body;
    private final byte[] delimiter;
    private int position;

    private Form(final byte[] body, final String boundary) {
        this.body = body;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * A file of a form.
     *
     * @param name as the sender calls it, without folders
     * @param bytes its content
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never changed
    record File(Optional<String> name, byte[] bytes) {}

    /**
     * The files of a form, in order.
     *
     * @param contentType of the request, with the boundary
     * @param body of the request
     * @param most how many there may be
     * @throws ProblemException where it is not a form, or has no file or too many
     */
    static List<File> files(final String contentType, final byte[] body, final int most) {
        final Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            throw malformed();
        }
        final String text = boundary.group(1) == null ? boundary.group(2) : boundary.group(1);
        final List<File> files = new Form(body, String.valueOf(text)).files(most);
        if (files.isEmpty()) {
            throw new ProblemException(ProblemKind.BAD_REQUEST, "The form has no file; add a picture to it.");
        }
        return files;
    }

    private List<File> files(final int most) {
        final List<File> files = new ArrayList<>();
        // The first delimiter need not have a line before it.
        position = startsWith(0, Arrays.copyOfRange(delimiter, 2, delimiter.length))
                ? delimiter.length - 2
                : after(delimiter);
        while (!startsWith(position, new byte[] {'-', '-'})) {
            final int headers = position;
            position = after(END_OF_HEADERS);
            final String header = new String(body, headers, position - headers, StandardCharsets.UTF_8);
            final int begin = position;
            position = after(delimiter);
            final byte[] content = Arrays.copyOfRange(body, begin, position - delimiter.length);
            if (isFile(header)) {
                if (files.size() == most) {
                    throw new ProblemException(
                            ProblemKind.TOO_MANY_BYTES, "A form may have up to " + most + " pictures; send several.");
                }
                files.add(new File(fileName(header), content));
            }
        }
        return files;
    }

    private static boolean isFile(final String header) {
        return FILE_NAME.matcher(header).find();
    }

    private static Optional<String> fileName(final String header) {
        final Matcher name = FILE_NAME.matcher(header);
        if (!name.find()) {
            return Optional.empty();
        }
        final String whole = name.group(1).replaceAll("\\\\(.)", "$1");
        final String last = whole.substring(Math.max(whole.lastIndexOf('/'), whole.lastIndexOf('\\')) + 1);
        return last.isEmpty() ? Optional.empty() : Optional.of(last);
    }

    /** The position after the next occurrence. */
    private int after(final byte[] wanted) {
        for (int i = position; i <= body.length - wanted.length; i++) {
            if (body[i] == wanted[0] && startsWith(i, wanted)) {
                return i + wanted.length;
            }
        }
        throw malformed();
    }

    private boolean startsWith(final int at, final byte[] wanted) {
        return at + wanted.length <= body.length
                && Arrays.equals(body, at, at + wanted.length, wanted, 0, wanted.length);
    }

    private static ProblemException malformed() {
        return new ProblemException(
                ProblemKind.BAD_REQUEST, "The form is not whole: it must be multipart/form-data with its boundary.");
    }
}
