package io.blemish.cli.option;

import io.blemish.cli.terminal.OptionGroup;
import io.blemish.search.SearchMethod;
import io.blemish.search.hnsw.HnswMethod;
import io.blemish.search.ivfpq.IvfPqMethod;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** How PatchCore finds the nearest entries of its memory bank. */
@OptionGroup(SearchOptions.TITLE)
final class SearchOptions {
    static final String SEARCH = "--search";
    static final String TITLE = "Search in PatchCore's memory bank";

    private static final String RERANK = "--rerank";

    @Option(
            names = SEARCH,
            paramLabel = "SEARCH",
            defaultValue = "exact",
            converter = Choices.Searches.class,
            completionCandidates = Choices.Searches.class,
            description =
                    "exact; or for a large memory bank, approximate: ivfpq, inverted lists of product codes, or hnsw, a"
                            + " graph in layers (default: ${DEFAULT-VALUE}).")
    private SearchMethod search;

    @Option(
            names = RERANK,
            paramLabel = "K",
            converter = WholeNumber.NotNegative.class,
            defaultValue = "" + IvfPqMethod.DEFAULT_RERANK,
            description =
                    "ivfpq, hnsw: how many of the likeliest entries are compared by their true distance; 0: none, and"
                            + " distances are approximate too (default: ${DEFAULT-VALUE}).")
    private int rerank;

    @Mixin
    private IvfPq ivfPq;

    @Mixin
    private Hnsw hnsw;

    /** The options of {@code --search ivfpq} alone. */
    @OptionGroup(SearchOptions.TITLE)
    private static final class IvfPq {
        @Spec
        private CommandSpec own;

        @Option(
                names = "--nlist",
                paramLabel = "N",
                converter = WholeNumber.Positive.class,
                description =
                        "ivfpq: how many lists the bank is divided into, at most one for each entry (default: twice the"
                                + " square root of the bank's size).")
        private int lists;

        @Option(
                names = "--nprobe",
                paramLabel = "N",
                converter = WholeNumber.Positive.class,
                defaultValue = "" + IvfPqMethod.DEFAULT_NPROBE,
                description = "ivfpq: how many lists are searched for a patch (default: ${DEFAULT-VALUE}).")
        private int probes;

        @Option(
                names = "--pq-m",
                paramLabel = "N",
                converter = WholeNumber.Positive.class,
                defaultValue = "" + IvfPqMethod.DEFAULT_M,
                description = "ivfpq: how many bytes code an entry, at most 256 (default: ${DEFAULT-VALUE}).")
        private int subspaces;

        @Option(
                names = "--pq-bits",
                paramLabel = "N",
                converter = WholeNumber.Positive.class,
                defaultValue = "" + IvfPqMethod.DEFAULT_BITS,
                description = "ivfpq: how many bits of each byte are used, 1 to 8 (default: ${DEFAULT-VALUE}).")
        private int bits;
    }

    /** The options of {@code --search hnsw} alone. */
    @OptionGroup(SearchOptions.TITLE)
    private static final class Hnsw {
        @Spec
        private CommandSpec own;

        @Option(
                names = "--hnsw-m",
                paramLabel = "N",
                converter = WholeNumber.Positive.class,
                defaultValue = "" + HnswMethod.DEFAULT_M,
                description =
                        "hnsw: how many entries an entry is linked to, 2 to 128; on the lowest layer twice as many"
                                + " (default: ${DEFAULT-VALUE}).")
        private int degree;

        @Option(
                names = "--ef-construction",
                paramLabel = "N",
                converter = WholeNumber.Positive.class,
                defaultValue = "" + HnswMethod.DEFAULT_EF_CONSTRUCTION,
                description = "hnsw: how many candidates are kept while an entry's links are chosen (default:"
                        + " ${DEFAULT-VALUE}).")
        private int construction;

        @Option(
                names = "--ef-search",
                paramLabel = "N",
                converter = WholeNumber.Positive.class,
                defaultValue = "" + HnswMethod.DEFAULT_EF_SEARCH,
                description =
                        "hnsw: how many candidates are kept while a patch's nearest entries are searched; more find"
                                + " more and take longer (default: ${DEFAULT-VALUE}).")
        private int search;
    }

    /**
     * The search that the options describe.
     *
     * @param parsed the command line that gave them
     * @throws IllegalArgumentException if a number is out of range, or belongs to another method
     */
    SearchMethod method(final ParseResult parsed) {
        if (search instanceof IvfPqMethod) {
            refuse(hnsw.own, "hnsw", parsed);
            return new IvfPqMethod(ivfPq.lists, ivfPq.probes, ivfPq.subspaces, ivfPq.bits, rerank);
        }
        refuse(ivfPq.own, "ivfpq", parsed);
        if (search instanceof HnswMethod) {
            return new HnswMethod(hnsw.degree, hnsw.construction, hnsw.search, rerank);
        }
        refuse(hnsw.own, "hnsw", parsed);
        if (parsed.hasMatchedOption(RERANK)) {
            throw misplaced(RERANK, "ivfpq or hnsw");
        }
        return search;
    }

    private static void refuse(final CommandSpec options, final String method, final ParseResult parsed) {
        options.options().stream()
                .map(OptionSpec::longestName)
                .filter(parsed::hasMatchedOption)
                .findFirst()
                .ifPresent(option -> {
                    throw misplaced(option, method);
                });
    }

    private static IllegalArgumentException misplaced(final String option, final String method) {
        return new IllegalArgumentException(option + " belongs to --search " + method + ", which was not asked for");
    }
}
