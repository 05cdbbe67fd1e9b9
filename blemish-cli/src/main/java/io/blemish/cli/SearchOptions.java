package io.blemish.cli;

import io.blemish.search.SearchMethod;
import io.blemish.search.hnsw.HnswMethod;
import io.blemish.search.ivfpq.IvfPqMethod;
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
            description =
                    "patchcore: exact, or for large banks, approximate: ivfpq, inverted lists of product codes, or hnsw, a "
                            + "graph in layers.")
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
                    "ivfpq, hnsw: entries, the likeliest to be nearest, that are compared by their true distance; 0: none, "
                            + "distances are those of the codes, or along the graph's axes (default: 16).")
    private @Nullable Integer rerank;

    @Option(
            names = "--hnsw-m",
            paramLabel = "N",
            converter = Choices.Positive.class,
            description = "hnsw: entries that an entry is linked to, 2 to 128; on the lowest layer twice as many "
                    + "(default: 16).")
    private @Nullable Integer degree;

    @Option(
            names = "--ef-construction",
            paramLabel = "N",
            converter = Choices.Positive.class,
            description = "hnsw: entries kept in sight while an entry's links are chosen (default: 100).")
    private @Nullable Integer construction;

    @Option(
            names = "--ef-search",
            paramLabel = "N",
            converter = Choices.Positive.class,
            description = "hnsw: entries kept in sight while a patch's nearest are looked for; more find more and take "
                    + "longer (default: 32).")
    private @Nullable Integer sight;

    /**
     * What was asked for.
     *
     * @throws IllegalArgumentException where a number is out of range, or of another method
     */
    SearchMethod method() {
        if (!(search instanceof IvfPqMethod)) {
            refuse("ivfpq", "--nlist", nlist);
            refuse("ivfpq", "--nprobe", nprobe);
            refuse("ivfpq", "--pq-m", parts);
            refuse("ivfpq", "--pq-bits", bits);
        }
        if (!(search instanceof HnswMethod)) {
            refuse("hnsw", "--hnsw-m", degree);
            refuse("hnsw", "--ef-construction", construction);
            refuse("hnsw", "--ef-search", sight);
        }
        if (search instanceof IvfPqMethod base) {
            return new IvfPqMethod(
                    Objects.requireNonNullElse(nlist, base.nlist()),
                    Objects.requireNonNullElse(nprobe, base.nprobe()),
                    Objects.requireNonNullElse(parts, base.m()),
                    Objects.requireNonNullElse(bits, base.bits()),
                    Objects.requireNonNullElse(rerank, base.rerank()));
        }
        if (search instanceof HnswMethod base) {
            return new HnswMethod(
                    Objects.requireNonNullElse(degree, base.m()),
                    Objects.requireNonNullElse(construction, base.efConstruction()),
                    Objects.requireNonNullElse(sight, base.efSearch()),
                    Objects.requireNonNullElse(rerank, base.rerank()));
        }
        refuse("ivfpq or hnsw", "--rerank", rerank);
        return search;
    }

    private static void refuse(final String method, final String option, final @Nullable Integer value) {
        if (value != null) {
            throw new IllegalArgumentException(option + " belongs to --search " + method + ", which was not asked for");
        }
    }
}
