package io.blemish.embedding;

/**
 * How feature maps become patches. Both variants make each patch aware of its 3×3 neighbourhood (Roth et al., equation
 * 2) and bring every layer to the grid of the finest.
 */
public sealed interface Embedding {
    /** The neighbourhood's edge, {@code p} in the paper, with stride 1. */
    int PATCH_SIZE = 3;

    /**
     * Each layer average-pooled, coarser layers upsampled bilinearly, channels concatenated: what anomalib does. A patch
     * has as many values as the layers have channels.
     */
    record Channel() implements Embedding {}

    /**
     * What the paper's own code does: each layer's 3×3 patches flattened and adaptively average-pooled to {@code
     * pretrainDimension}, the layers joined and pooled again to {@code targetDimension}.
     *
     * @param pretrainDimension values a layer gives to a patch
     * @param targetDimension values of a patch
     */
    record Adaptive(int pretrainDimension, int targetDimension) implements Embedding {
        /** The paper's dimension of both kinds for a single backbone. */
        public static final int DEFAULT_DIMENSION = 1024;

        /** With both dimensions as in the paper. */
        public Adaptive() {
            this(DEFAULT_DIMENSION, DEFAULT_DIMENSION);
        }

        /** Checks the dimensions. */
        public Adaptive {
            if (pretrainDimension < 1 || targetDimension < 1) {
                throw new IllegalArgumentException("dimensions must be at least 1");
            }
        }
    }
}
