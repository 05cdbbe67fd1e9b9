package io.blemish.cli.option;

import io.blemish.ErrorCode;
import io.blemish.OptionException;
import io.blemish.cli.terminal.Common;
import io.blemish.cli.terminal.Console;
import io.blemish.cli.terminal.OptionGroup;
import io.blemish.dataset.Dataset;
import io.blemish.dataset.DatasetLayout;
import io.blemish.dataset.DatasetOptions;
import io.blemish.dataset.Datasets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;

/** Which data set a command reads, and how. */
@OptionGroup("Data set")
public final class DataOptions {
    private static final String ALL = "all";

    @Parameters(paramLabel = "DATA", description = "The data set: a folder, or the manifest that lists its pictures.")
    private Path data;

    @Option(
            names = "--layout",
            paramLabel = "LAYOUT",
            converter = Choices.Layouts.class,
            completionCandidates = Choices.Layouts.class,
            description =
                    "How the folder is laid out: ${COMPLETION-CANDIDATES} (default: found out from its contents).")
    private @Nullable DatasetLayout layout;

    @Common
    @Option(
            names = "--category",
            paramLabel = "NAME",
            description = "Which data set to take if the folder contains several; run also takes 'all', its default.")
    private @Nullable String category;

    @Option(
            names = "--split",
            paramLabel = "FILE",
            description =
                    "A JSON file {\"train\": [...], \"test_normal\": [...]} that divides the good pictures; for VisA also its"
                            + " CSV file, for Real-IAD one of its lists.")
    private @Nullable Path split;

    @Option(
            names = "--test-fraction",
            paramLabel = "SHARE",
            defaultValue = "0.2",
            converter = Share.class,
            description = "The share of the good pictures that is kept for the test if nothing else divides them"
                    + " (default: ${DEFAULT-VALUE}).")
    private double testFraction;

    @Option(
            names = "--frame-every",
            paramLabel = "N",
            defaultValue = "1",
            converter = WholeNumber.Positive.class,
            description = "Take every N-th frame of a video clip only (default: ${DEFAULT-VALUE}; mSTC uses 5).")
    private int frameEvery;

    /**
     * Lets {@code --format} name the layout, as scripts may still do, on a command where it has no other meaning.
     *
     * @param command any command
     */
    public static void acceptOldName(final CommandSpec command) {
        final OptionSpec layout = command.findOption("--layout");
        if (layout != null && command.findOption("--format") == null) {
            command.addOption(
                    OptionSpec.builder(layout).names("--format").hidden(true).build());
        }
    }

    /**
     * Reads the data set.
     *
     * @param seed divides the good pictures if nothing else does
     * @param trainEvery the N of every N-th training picture
     * @param console is told what was read
     */
    public Dataset open(final long seed, final int trainEvery, final Console console) {
        if (ALL.equals(category)) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    "This command takes one category at a time. All of them are fitted and evaluated"
                            + " by: blemish run " + data + " --category all -o FOLDER");
        }
        return open(seed, trainEvery, console, Optional.ofNullable(category));
    }

    /** Reads one category of the data set, or the whole data set if no category is given. */
    Dataset open(final long seed, final int trainEvery, final Console console, final Optional<String> one) {
        final Dataset dataset = Datasets.open(
                data,
                new DatasetOptions(
                        Optional.ofNullable(layout),
                        one,
                        Optional.ofNullable(split),
                        seed,
                        testFraction,
                        trainEvery,
                        frameEvery));
        console.detail(String.format(
                Locale.ROOT,
                "read %s as %s: %,d pictures to fit on, %,d to test",
                dataset.root(),
                dataset.layout(),
                dataset.train().size(),
                dataset.test().size()));
        return dataset;
    }

    /** The category that is named, or else all categories; one without a name for a data set without categories. */
    public List<Optional<String>> categories() {
        if (category != null && !category.equals(ALL)) {
            return List.of(Optional.of(category));
        }
        final List<String> there = Datasets.categories(data);
        return there.isEmpty()
                ? List.of(Optional.empty())
                : there.stream().map(Optional::of).toList();
    }

    /** The name of the data set's folder. */
    public String name() {
        return String.valueOf(data.toAbsolutePath().normalize().getFileName());
    }

    /**
     * The words that name this data set on the command line of another command.
     *
     * @param parsed the command line of this command
     */
    public List<String> words(final ParseResult parsed) {
        final List<String> words = new ArrayList<>(List.of(data.toString()));
        for (final String option : List.of("--layout", "--category", "--split", "--test-fraction", "--frame-every")) {
            if (parsed.hasMatchedOption(option)) {
                words.add(option);
                words.addAll(parsed.matchedOption(option).stringValues());
            }
        }
        return words;
    }
}
