package io.blemish.report;

import io.blemish.artifact.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The one script of a report. A page allows it by its hash, so that no other script runs, whatever a file's name contains. */
final class Script {
    private static final String TEXT = text();

    private Script() {}

    /** The script, to stand at the end of the page. */
    static Html toHtml() {
        return Element.of("script").holding(Html.raw(TEXT));
    }

    /** The source that a content security policy allows. */
    static String source() {
        return "'sha256-"
                + Base64.getEncoder().encodeToString(Sha256.digest().digest(TEXT.getBytes(StandardCharsets.UTF_8)))
                + "'";
    }

    private static String text() {
        try (InputStream in = Script.class.getResourceAsStream("report.js")) {
            if (in == null) {
                throw new IllegalStateException("the resource report.js is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
