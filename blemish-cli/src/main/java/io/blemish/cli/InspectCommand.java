package io.blemish.cli;

import io.blemish.cli.option.DataOptions;
import io.blemish.cli.option.SeedOption;
import io.blemish.cli.option.ThreadOption;
import io.blemish.cli.terminal.Console;
import io.blemish.cli.terminal.ExitCode;
import io.blemish.cli.terminal.Printable;
import io.blemish.cli.terminal.ProgressBars;
import io.blemish.dataset.Dataset;
import io.blemish.dataset.Inspection;
import io.blemish.parallel.Workers;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code blemish inspect}. */
@Command(
        name = "inspect",
        description = "Looks at every file of a data set and names what is wrong, before hours are spent on a fit.")
final class InspectCommand implements Callable<Integer> {
    private static final int SIZES_SHOWN = 8;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOptions data;

    @Mixin
    private SeedOption seed;

    @Mixin
    private ThreadOption threads;

    @Override
    public Integer call() {
        final Console console = Console.of(spec);
        final Dataset dataset = data.open(seed.seed(), 1, console);
        try (Workers workers = new Workers(threads.threads());
                ProgressBars progress = console.progress()) {
            final Inspection inspection = Inspection.of(dataset, workers, progress);
            print(inspection, console.out());
            return inspection.problems().isEmpty() ? ExitCode.DONE : ExitCode.SOME_FAILED;
        }
    }

    private static void print(final Inspection inspection, final PrintWriter out) {
        out.printf(
                "%s, read as %s%n",
                inspection.dataset().root(), inspection.dataset().layout());
        out.printf("  %-6s %-10s %-24s %8s %8s%n", "split", "label", "kind", "pictures", "masks");
        inspection
                .counts()
                .forEach(count -> out.printf(
                        Locale.ROOT,
                        "  %-6s %-10s %-24s %,8d %,8d%n",
                        count.split().name().toLowerCase(Locale.ROOT),
                        count.label().name().toLowerCase(Locale.ROOT),
                        count.kind(),
                        count.pictures(),
                        count.masked()));
        out.println("Sizes: "
                + inspection.sizes().entrySet().stream()
                        .map(size -> size.getKey() + " (" + size.getValue() + ")")
                        .limit(SIZES_SHOWN)
                        .collect(Collectors.joining(", "))
                + (inspection.sizes().size() > SIZES_SHOWN
                        ? " and " + (inspection.sizes().size() - SIZES_SHOWN) + " more"
                        : ""));
        inspection.published().ifPresent(out::println);
        if (inspection.isGoodAlone()) {
            out.println(
                    "All pictures are good: a model can be fitted to them, but to evaluate it takes defective pictures"
                            + " too.");
        }
        inspection.problems().forEach(problem -> out.println("! " + Printable.of(problem)));
        out.println(
                inspection.problems().isEmpty()
                        ? "Nothing wrong was found."
                        : "Problems: " + inspection.problems().size());
        out.flush();
    }
}
