package io.blemish.server;

import static io.blemish.artifact.Csv.text;

import io.blemish.artifact.Csv;
import io.blemish.server.history.Label;
import io.blemish.server.history.Verdict;

/** Verdicts as lines of CSV. */
final class VerdictCsv {
    static final String HEADER = "id,time,model,version,name,score,threshold,anomalous,width,height,regions,"
            + "picture_sha256,label,note,verdict,review_threshold\r\n";

    private VerdictCsv() {}

    static String line(final Verdict verdict) {
        return Csv.line(
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
                verdict.reviewThreshold().map(String::valueOf).orElse(""));
    }
}
