package io.blemish.embedding;

/**
 * How feature maps become patches. Both variants make each patch aware of its p×p neighbourhood (Roth et al., equation
 * 2), zero outside the map, with stride 1, and bring every layer to the grid of the finest.
 */
public sealed interface Embedding {
    /** The neighbourhood's edge that the paper settles on. */
    int DEFAULT_PATCH_SIZE = 3;

    /** The largest edge: nearly a third of a 28×28 map. */
    int LARGEST_PATCH_SIZE = 9;

    /** {@return the neighbourhood's edge in positions of a layer's own map, {@code p} in the paper: odd, 1 to 9} */
    int patchSize();

    /**
     * {@return the same with another edge}
     *
     * @param value the neighbourhood's edge in positions of a layer's own map, odd, 1 to 9
     */
    Embedding withPatchSize(int value);

    private static void requirePatchSize(final int value) {
        if (value < 1 || value > LARGEST_PATCH_SIZE || value % 2 == 0) {
            throw new IllegalArgumentException(
                    "patch size must be odd, from 1 to " + LARGEST_PATCH_SIZE + ", not " + value);
        }
    }

    /**
     * Each layer average-pooled, coarser layers upsampled bilinearly, channels concatenated: what anomalib does. A patch
     * has as many values as the layers have channels.
     *
     * @param patchSize see above
     */
    record Channel(int patchSize) implements Embedding {
        /** An embedding with the paper's patch size. */
        public Channel() {
            this(DEFAULT_PATCH_SIZE);
        }

        /**
         * Checks the patch size.
         *
         * @param patchSize the neighbourhood's edge in positions of a layer's own map, odd, 1 to 9
         */
        public Channel {
            requirePatchSize(patchSize);
        }

        @Override
        public Channel withPatchSize(final int value) {
            return new Channel(value);
        }
    }

    /**
     * The embedding of the paper's own code: each layer's p×p patches flattened and adaptively average-pooled to {@code
     * pretrainDimension}, the layers joined and pooled again to {@code targetDimension}.
     *
     * @param pretrainDimension values a layer gives to a patch
     * @param targetDimension values of a patch
     * @param patchSize see above
     */
    record Adaptive(int pretrainDimension, int targetDimension, int patchSize) implements Embedding {
        /** The paper's dimension of both kinds for a single backbone. */
        public static final int DEFAULT_DIMENSION = 1024;

        /** An embedding with both dimensions of the paper. */
        public Adaptive() {
            this(DEFAULT_DIMENSION, DEFAULT_DIMENSION);
        }

        /**
         * An embedding with the paper's patch size.
         *
         * @param pretrainDimension number of values that a layer gives to a patch, at least 1
         * @param targetDimension number of values of a patch, at least 1
         */
        public Adaptive(final int pretrainDimension, final int targetDimension) {
            this(pretrainDimension, targetDimension, DEFAULT_PATCH_SIZE);
        }

        /**
         * Checks the dimensions and the patch size.
         *
         * @param pretrainDimension number of values that a layer gives to a patch, at least 1
         * @param targetDimension number of values of a patch, at least 1
         * @param patchSize the neighbourhood's edge in positions of a layer's own map, odd, 1 to 9
         */
        public Adaptive {
            if (pretrainDimension < 1 || targetDimension < 1) {
                throw new IllegalArgumentException("dimensions must be at least 1");
            }
            requirePatchSize(patchSize);
        }

        @Override
        public Adaptive withPatchSize(final int value) {
            return new Adaptive(pretrainDimension, targetDimension, value);
        }
    }
}
