package io.blemish.report;

import io.blemish.evaluation.Evaluation;
import io.blemish.model.TuningRecord;
import io.blemish.model.TuningRecord.Trial;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** The table of what was tried before the fit, for a model that was tuned. */
final class TuningTable {
    private final Optional<TuningRecord> tuning;

    TuningTable(final Evaluation evaluation) {
        this.tuning = evaluation.description().tuning();
    }

    List<Html> toHtml() {
        return tuning.map(record -> List.<Html>of(section(record))).orElse(List.of());
    }

    private static Html section(final TuningRecord record) {
        return Element.of("section")
                .holding(
                        Element.of("h2").text("What was tried before the fit"),
                        Element.of("p").text(record.sentence()),
                        Tables.of(
                                "What was tried before the fit",
                                "tuning",
                                List.of("Choice", "AUROC", "Difference", "Time of a picture", ""),
                                IntStream.range(0, record.trials().size())
                                        .mapToObj(i -> row(record.trials().get(i), i == record.chosen()))
                                        .toList()));
    }

    private static Element row(final Trial trial, final boolean chosen) {
        return trial.result()
                .map(result -> Tables.row(
                        trial.name(),
                        String.format(Locale.ROOT, "%.3f", result.auroc()),
                        String.format(
                                Locale.ROOT,
                                "%+.3f (%+.3f to %+.3f)",
                                result.difference(),
                                result.low(),
                                result.high()),
                        String.format(Locale.ROOT, "%.0f ms", result.millis()),
                        chosen ? "taken" : ""))
                .orElseGet(() ->
                        Tables.row(trial.name(), "", "", "", trial.reason().orElse("")));
    }
}
