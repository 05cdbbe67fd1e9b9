package io.blemish.search;

/** How the nearest entries of a memory bank are found. */
public sealed interface SearchMethod {
    /**
     * Entries of an approximate search that are compared by their true distance, unless told otherwise. Of 80,000 patches of
     * magnetic tiles, {@link IvfPq} finds 94% of the nearest with it and 74% without, {@link Hnsw} 98% and 77%, for a fourth to a
     * third more time; and every distance is that of exact search wherever the entry is.
     */
    int DEFAULT_RERANK = 16;

    /** How the command line calls it. */
    String commandName();

    /** {@link ExactSearch}. */
    record Exact() implements SearchMethod {
        @Override
        public String commandName() {
            return "exact";
        }
    }

    /**
     * {@link IvfPqSearch}.
     *
     * @param lists how many inverted lists the bank is divided into ({@code nlist}), at most as many as it has entries;
     *     0 for twice the root of that
     * @param probes how many of them are searched for a query ({@code nprobe}), at least 1
     * @param subspaces how many parts a vector is coded in, a byte each ({@code m}), in {@code [1, 256]}
     * @param bits of a part's code, in {@code [1, 8]}
     * @param rerank how many of the entries that the codes say are nearest are compared by their true distance; 0 for none,
     *     so that distances are those of the codes
     */
    record IvfPq(int lists, int probes, int subspaces, int bits, int rerank) implements SearchMethod {
        /** The lists searched, as faiss's guides have it. */
        public static final int DEFAULT_PROBES = 8;

        /** One byte for each 24 values of a ResNet-50's patch. */
        public static final int DEFAULT_SUBSPACES = 64;

        /** A whole byte. */
        public static final int DEFAULT_BITS = 8;

        /** As many axes as there may be. */
        private static final int MOST_SUBSPACES = IvfPqIndex.AXES;

        /** Lists by the bank's size, re-ranked by true distances. */
        public IvfPq() {
            this(0, DEFAULT_PROBES, DEFAULT_SUBSPACES, DEFAULT_BITS, DEFAULT_RERANK);
        }

        /** Checks the ranges. */
        public IvfPq {
            require(lists >= 0, "nlist must be at least 0, not " + lists);
            require(probes >= 1, "nprobe must be at least 1, not " + probes);
            require(
                    subspaces >= 1 && subspaces <= MOST_SUBSPACES,
                    "pq-m must be between 1 and " + MOST_SUBSPACES + ", not " + subspaces);
            require(bits >= 1 && bits <= DEFAULT_BITS, "pq-bits must be between 1 and 8, not " + bits);
            require(rerank >= 0, "rerank must be at least 0, not " + rerank);
        }

        @Override
        public String commandName() {
            return "ivfpq";
        }
    }

    /**
     * {@link HnswSearch}.
     *
     * @param degree how many rows a row leads to on a layer ({@code m}), twice as many on the lowest, in {@code [2, 128]}
     * @param construction how many rows are kept in sight when a row's neighbours are looked for ({@code ef_construction})
     * @param search how many are when a query's are ({@code ef_search})
     * @param rerank how many of those nearest by the leading axes are compared by their true distance; 0 for none
     */
    record Hnsw(int degree, int construction, int search, int rerank) implements SearchMethod {
        /** As the authors' examples have it. */
        public static final int DEFAULT_DEGREE = 16;

        /** As the authors' examples have it. */
        public static final int DEFAULT_CONSTRUCTION = 100;

        /** With this many rows in sight 98% of magnetic tiles' patches find their nearest of 80,000, with 64 99.5%. */
        public static final int DEFAULT_SEARCH = 32;

        private static final int LARGEST_DEGREE = 128;

        /** As the constants above, and re-ranked as {@link IvfPq}. */
        public Hnsw() {
            this(DEFAULT_DEGREE, DEFAULT_CONSTRUCTION, DEFAULT_SEARCH, DEFAULT_RERANK);
        }

        /** Checks the ranges. */
        public Hnsw {
            SearchMethod.require(
                    degree >= 2 && degree <= LARGEST_DEGREE,
                    "hnsw-m must be between 2 and " + LARGEST_DEGREE + ", not " + degree);
            SearchMethod.require(construction >= 1, "ef-construction must be at least 1, not " + construction);
            SearchMethod.require(search >= 1, "ef-search must be at least 1, not " + search);
            SearchMethod.require(rerank >= 0, "rerank must be at least 0, not " + rerank);
        }

        @Override
        public String commandName() {
            return "hnsw";
        }
    }

    private static void require(final boolean holds, final String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
