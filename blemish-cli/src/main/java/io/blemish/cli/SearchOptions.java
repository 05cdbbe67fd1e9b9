package io.blemish.cli;

import io.blemish.search.SearchMethod;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How PatchCore finds the nearest entries of its memory bank. */
final class SearchOptions {
    @Option(
            names = "--search",
            paramLabel = "METHOD",
            defaultValue = "exact",
            converter = Choices.Searches.class,
            description = "patchcore: exact, or ivfpq: inverted lists of product codes, approximate, for large banks.")
    private SearchMethod search;

    @Option(
            names = "--nlist",
            paramLabel = "N",
            converter = Choices.Positive.class,
            description = "ivfpq: lists that the bank is divided into, at most one for each entry (default: twice the "
                    + "root of the bank's size).")
    private @Nullable Integer nlist;

    @Option(
            names = "--nprobe",
            paramLabel = "N",
            converter = Choices.Positive.class,
            description = "ivfpq: lists that are searched for a patch (default: 8).")
    private @Nullable Integer nprobe;

    @Option(
            names = "--pq-m",
            paramLabel = "N",
            converter = Choices.Positive.class,
            description = "ivfpq: bytes that an entry is coded in, at most 256 (default: 64).")
    private @Nullable Integer parts;

    @Option(
            names = "--pq-bits",
            paramLabel = "N",
            converter = Choices.Positive.class,
            description = "ivfpq: bits that are used of each byte, 1 to 8 (default: 8).")
    private @Nullable Integer bits;

    @Option(
            names = "--rerank",
            paramLabel = "K",
            converter = Choices.NotNegative.class,
            description =
                    "ivfpq: entries, the nearest by their codes, that are compared by their true distance; 0: none, "
                            + "distances are those of the codes (default: 0).")
    private @Nullable Integer rerank;

    /**
     * What was asked for.
     *
     * @throws IllegalArgumentException where a number is out of range, or of another method
     */
    SearchMethod method() {
        if (search instanceof SearchMethod.IvfPq base) {
            return new SearchMethod.IvfPq(
                    Objects.requireNonNullElse(nlist, base.lists()),
                    Objects.requireNonNullElse(nprobe, base.probes()),
                    Objects.requireNonNullElse(parts, base.subspaces()),
                    Objects.requireNonNullElse(bits, base.bits()),
                    Objects.requireNonNullElse(rerank, base.rerank()));
        }
        refuse("--nlist", nlist);
        refuse("--nprobe", nprobe);
        refuse("--pq-m", parts);
        refuse("--pq-bits", bits);
        refuse("--rerank", rerank);
        return search;
    }

    private static void refuse(final String option, final @Nullable Integer value) {
        if (value != null) {
            throw new IllegalArgumentException(option + " belongs to --search ivfpq, which was not asked for");
        }
    }
}
