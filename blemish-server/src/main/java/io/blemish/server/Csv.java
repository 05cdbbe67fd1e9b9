package io.blemish.server;

import io.blemish.server.history.Label;
import io.blemish.server.history.Verdict;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Verdicts as lines of CSV (RFC 4180). Without a library: only writing is needed, and a library would not know about
 * formulas either.
 */
final class Csv {
    static final String HEADER = "id,time,model,version,name,score,threshold,anomalous,width,height,regions,"
            + "picture_sha256,label,note,verdict,review_threshold\r\n";

    private Csv() {}

    static String line(final Verdict verdict) {
        return Stream.of(
                                verdict.id(),
                                verdict.time(),
                                text(verdict.model()),
                                verdict.version(),
                                text(verdict.name().orElse("")),
                                verdict.score(),
                                verdict.threshold(),
                                verdict.anomalous(),
                                verdict.width(),
                                verdict.height(),
                                verdict.regions().size(),
                                verdict.pictureSha256(),
                                verdict.label().map(Label::word).orElse(""),
                                text(verdict.label().flatMap(Label::note).orElse("")),
                                verdict.verdict().word(),
                                verdict.reviewThreshold().map(String::valueOf).orElse(""))
                        .map(String::valueOf)
                        .collect(Collectors.joining(","))
                + "\r\n";
    }

    /** Quotes a text if needed. A spreadsheet would run a text that begins like a formula; a quote before it prevents that. */
    private static String text(final String text) {
        final String safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return safe.matches("(?s).*[\",\r\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
