package io.blemish.report;

import io.blemish.artifact.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes an HTML file that needs no other file: it contains its style sheet and may load nothing. */
final class Document {
    /** Forbids to load anything, in case a file's name contains markup that is not escaped. */
    private static final String POLICY =
            "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src " + Script.source();

    private Document() {}

    static void write(final String title, final List<Html> body, final Path file) {
        final Html page = Element.of("html")
                .with("lang", "en")
                .with("xmlns", "http://www.w3.org/1999/xhtml")
                .holding(head(title), Element.of("body").holding(body));
        AtomicFile.write(file, temporary -> {
            try (Writer out = Files.newBufferedWriter(temporary, StandardCharsets.UTF_8)) {
                out.write("<!DOCTYPE html>\n");
                page.writeTo(out);
                out.write('\n');
            }
        });
    }

    /** What stands at the end of a page that needs no other file. */
    static Html foot() {
        return Element.of("footer").text("This file is complete and can be passed on as it is.");
    }

    private static Html head(final String title) {
        return Element.of("head")
                .holding(
                        Element.of("meta").with("charset", "utf-8"),
                        Element.of("meta")
                                .with("http-equiv", "Content-Security-Policy")
                                .with("content", POLICY),
                        Element.of("meta")
                                .with("name", "viewport")
                                .with("content", "width=device-width, initial-scale=1"),
                        Element.of("meta").with("name", "color-scheme").with("content", "light dark"),
                        Element.of("title").text(title),
                        Element.of("style").holding(Html.raw(styleSheet())));
    }

    private static String styleSheet() {
        try (InputStream in = Document.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IllegalStateException("the resource report.css is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
