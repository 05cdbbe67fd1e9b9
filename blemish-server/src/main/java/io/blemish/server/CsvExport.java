package io.blemish.server;

import io.blemish.server.http.Exchange;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** A file of CSV as a response, sent line by line. */
final class CsvExport {
    private CsvExport() {}

    /** Writes lines. */
    @FunctionalInterface
    interface Lines {
        void writeTo(Writer out) throws IOException;
    }

    /**
     * Sends a file.
     *
     * @param file its name
     * @param header its first line
     * @param lines the others; what is read before the response begins can still be answered with a problem
     */
    static void send(final Exchange exchange, final String file, final String header, final Lines lines)
            throws IOException {
        exchange.setHeader("Content-Disposition", "attachment; filename=\"" + file + "\"");
        // Closed only after the last line: closing ends the response, and a part of it must not look whole.
        final Writer out = new OutputStreamWriter(exchange.stream("text/csv; charset=utf-8"), StandardCharsets.UTF_8);
        out.write(header);
        lines.writeTo(out);
        out.close();
    }
}
