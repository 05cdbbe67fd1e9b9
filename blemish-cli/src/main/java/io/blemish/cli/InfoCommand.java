package io.blemish.cli;

import io.blemish.ErrorCode;
import io.blemish.ModelException;
import io.blemish.artifact.Json;
import io.blemish.cli.option.Choices;
import io.blemish.cli.terminal.Console;
import io.blemish.cli.terminal.ExitCode;
import io.blemish.model.ModelContents;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code blemish info}. */
@Command(name = "info", description = "Shows everything that a model file contains, and checks its hashes.")
final class InfoCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "MODEL", description = "The model file.")
    private Path model;

    @Option(names = "--json", description = "Print a JSON document instead of text.")
    private boolean json;

    @Override
    public Integer call() {
        final PrintWriter out = Console.of(spec).out();
        final ModelContents contents = ModelContents.read(model);
        if (json) {
            out.print(new String(Json.document(contents), StandardCharsets.UTF_8));
        } else {
            print(contents, out);
        }
        out.flush();
        if (!contents.intact()) {
            throw new ModelException(
                    ErrorCode.MODEL_DAMAGED,
                    "Model " + model + " is damaged: not all of it is what was written. "
                            + "Copy it again from where it was made, or fit it again.");
        }
        return ExitCode.DONE;
    }

    private static void print(final ModelContents contents, final PrintWriter out) {
        final var description = contents.description();
        final var calibration = contents.calibration();
        line(out, "written by", description.software() + ", format version " + description.formatVersion());
        description.facts().forEach(fact -> line(out, fact.name(), fact.value()));
        line(
                out,
                "backbone",
                description.backbone().name() + ", layers "
                        + String.join(", ", description.backbone().layers())
                        + description
                                .backbone()
                                .precision()
                                .map(precision -> ", " + Choices.Precisions.word(precision))
                                .orElse("")
                        + (description.backbone().embedded() ? "" : ", not in this file"));
        line(out, "", "sha256 " + description.backbone().sha256());
        line(
                out,
                "pictures",
                FitAnnouncement.pictures(description.preprocessing()) + "; map smoothed with sigma "
                        + description.sigma());
        description.alignment().ifPresent(alignment -> {
            line(
                    out,
                    "alignment",
                    String.format(
                            Locale.ROOT,
                            "to the pose of %s, with a correlation of at least %.2f",
                            alignment.template(),
                            alignment.limit()));
            line(out, "", "training pictures " + alignment.found().words());
        });
        line(
                out,
                "trained on",
                description.training().dataset() + ", "
                        + description.training().pictures().size() + " pictures"
                        + description.turns().map(FitAnnouncement::turned).orElse(""));
        line(out, "", "fingerprint " + description.training().fingerprint());
        line(
                out,
                "evidence",
                contents.thumbnails() > 0
                        ? "thumbnails: small copies of " + contents.thumbnails() + " training pictures"
                        : "positions: no copies of training pictures");
        line(
                out,
                "threshold",
                String.format(
                        Locale.ROOT,
                        "%.4f for the score, %.4f for the map",
                        calibration.threshold(),
                        calibration.pixelThreshold()));
        line(out, "", PromiseSentence.of(calibration));
        PromiseSentence.review(calibration).ifPresent(sentence -> line(out, "", sentence));
        description.tuning().ifPresent(record -> line(out, "tuned", record.sentence()));
        contents.changes()
                .forEach(change -> line(
                        out,
                        "changed",
                        change.time() + " by " + change.who() + ": " + change.what()
                                + change.why().map(why -> " (" + why + ")").orElse("")));
        contents.entries()
                .forEach((name, entry) -> out.printf(
                        Locale.ROOT,
                        "  %-20s %,13d bytes  sha256 %s  %s%n",
                        name,
                        entry.bytes(),
                        entry.sha256(),
                        entry.intact() ? "intact" : "DAMAGED"));
    }

    private static void line(final PrintWriter out, final String name, final String value) {
        out.printf(Locale.ROOT, "%-12s %s%n", name, value);
    }
}
