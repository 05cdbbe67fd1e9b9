package io.blemish.cli;

import io.blemish.cli.terminal.ShellWords;
import io.blemish.evaluation.Judgement;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The first line of a fit and of an evaluation: whether the model is of use, and what to type next. */
final class JudgementLine {
    private JudgementLine() {}

    static String of(final Judgement judgement, final Path model) {
        final Judgement.Found better = judgement.better();
        final boolean misses = judgement.kind() == Judgement.Kind.THRESHOLD_TOO_STRICT
                || judgement.kind() == Judgement.Kind.FINDS_LITTLE;
        return !misses || better == null
                ? judgement.sentence()
                : judgement.sentence() + " To accept them: "
                        + ShellWords.join(List.of(
                                System.getProperty("blemish.command", "blemish"),
                                "threshold",
                                model.toString(),
                                "--max-false-alarms",
                                String.format(Locale.ROOT, "%s", better.maxFalseAlarms())));
    }
}
