package io.blemish.search;

/** How the nearest entries of a memory bank are found. */
public sealed interface SearchMethod {
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

        /** Lists by the bank's size, and no true distances. */
        public IvfPq() {
            this(0, DEFAULT_PROBES, DEFAULT_SUBSPACES, DEFAULT_BITS, 0);
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

        private static void require(final boolean holds, final String message) {
            if (!holds) {
                throw new IllegalArgumentException(message);
            }
        }

        @Override
        public String commandName() {
            return "ivfpq";
        }
    }
}
