package io.blemish.search.ivfpq;

import io.blemish.array.FloatMatrix;
import io.blemish.artifact.ArtifactFile;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import io.blemish.search.SearchDescription;
import io.blemish.search.SearchIndex;
import io.blemish.search.SearchMethod;

/**
 * Approximate search by inverted lists of product codes (Jégou, Douze and Schmid, "Product Quantization for Nearest Neighbor
 * Search", 2011). Of the lists whose centroids are nearest to a query, the entries are found whose codes are nearest, and, with
 * re-ranking, of these the nearest by true distance. Distances that are not re-ranked are estimates: along the index's axes
 * only, and to the vectors that the codes represent.
 *
 * @param nlist how many inverted lists the bank is divided into, at most as many as it has entries; 0 for twice the root of
 *     that number
 * @param nprobe how many of them are searched for a query, at least 1; more if these hold fewer entries than are wanted
 * @param m how many parts a vector is coded in, a byte each, in {@code [1, 256]}
 * @param bits of a part's code, in {@code [1, 8]}
 * @param rerank how many of the entries whose codes are nearest are compared by their true distance; 0 for none
 */
public record IvfPqMethod(int nlist, int nprobe, int m, int bits, int rerank) implements SearchMethod {
    /** The lists searched, as in faiss's guides. */
    public static final int DEFAULT_NPROBE = 8;

    /** One byte for each 24 values of a ResNet-50's patch. */
    public static final int DEFAULT_M = 64;

    /** A whole byte. */
    public static final int DEFAULT_BITS = 8;

    /**
     * Of 80,000 patches of magnetic tiles, 94% of the nearest are found with it and 74% without re-ranking, for a fourth to a
     * third more time, and every distance is that of exact search if the entry is.
     */
    public static final int DEFAULT_RERANK = 16;

    static final String NAME = "ivfpq";

    /** Lists by the bank's size, and the defaults above. */
    public IvfPqMethod() {
        this(0, DEFAULT_NPROBE, DEFAULT_M, DEFAULT_BITS, DEFAULT_RERANK);
    }

    /**
     * Checks the ranges.
     *
     * @param nlist number of inverted lists that the bank is divided into, at most as many as it has entries; 0 for twice
     *     the root of that number
     * @param nprobe number of lists that are searched for a query, at least 1; more if these hold fewer entries than are
     *     wanted
     * @param m number of parts that a vector is coded in, a byte each, in {@code [1, 256]}
     * @param bits number of bits of a part's code, in {@code [1, 8]}
     * @param rerank number of entries with the nearest codes that are compared by their true distance; 0 for none
     * @throws IllegalArgumentException if a number is out of its range
     */
    public IvfPqMethod {
        require(nlist >= 0, "nlist must be at least 0, not " + nlist);
        require(nprobe >= 1, "nprobe must be at least 1, not " + nprobe);
        require(m >= 1 && m <= IvfPqIndex.MAX_AXES, "pq-m must be between 1 and " + IvfPqIndex.MAX_AXES + ", not " + m);
        require(bits >= 1 && bits <= Byte.SIZE, "pq-bits must be between 1 and 8, not " + bits);
        require(rerank >= 0, "rerank must be at least 0, not " + rerank);
    }

    private static void require(final boolean holds, final String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public SearchIndex index(final FloatMatrix bank, final long seed, final Workers workers, final Progress progress) {
        return new IvfPqTrainer(bank, this, seed, workers, progress).train();
    }

    @Override
    public SearchIndex read(final ArtifactFile file) {
        return IvfPqEntries.read(file, this);
    }

    @Override
    public Class<? extends SearchDescription> descriptionType() {
        return IvfPqDescription.class;
    }
}
