package io.blemish.cli;

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
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code blemish inspect}. */
@Command(name = "inspect", description = "Looks at every file of a data set before hours are spent on it.")
final class InspectCommand implements Callable<Integer> {
    private static final int SIZES_SHOWN = 8;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOptions data;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            defaultValue = "0",
            description = "Of the division into training and test pictures.")
    private long seed;

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = Choices.Positive.class,
            description = "Files looked at at once (default: all processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Override
    public Integer call() {
        final Dataset dataset = data.open(seed, 1);
        try (Workers workers = new Workers(threads);
                ProgressBars progress = new ProgressBars(spec.commandLine().getErr())) {
            final Inspection inspection = Inspection.of(dataset, workers, progress);
            print(inspection, spec.commandLine().getOut());
            return inspection.problems().isEmpty() ? ExitCode.DONE : ExitCode.SOME_FAILED;
        }
    }

    private static void print(final Inspection inspection, final PrintWriter out) {
        out.printf(
                "%s, read as %s%n",
                inspection.dataset().root(), inspection.dataset().format());
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
        inspection.problems().forEach(problem -> out.println("! " + problem));
        out.println(
                inspection.problems().isEmpty()
                        ? "Nothing wrong was found."
                        : "Problems: " + inspection.problems().size());
        out.flush();
    }
}
