package io.blemish.embedding;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.blemish.ErrorCode;
import io.blemish.ModelException;
import io.blemish.artifact.Ranges;

/**
 * An embedding by the name it has on the command line.
 *
 * @param variant {@code channel} or {@code adaptive}
 * @param pretrainDimension of {@code adaptive}; 0 for {@code channel}
 * @param targetDimension of {@code adaptive}; 0 for {@code channel}
 * @param patchSize of both; 3 if a file does not say
 */
public record EmbeddingDescription(
        String variant,
        int pretrainDimension,
        int targetDimension,
        @JsonSetter(nulls = Nulls.AS_EMPTY) int patchSize) {
    /** Beyond it, one picture's patches alone would not fit into memory. */
    private static final int MAX_DIMENSION = 1 << 16;

    /**
     * Fills in what files of version 1 may leave out.
     *
     * @param variant name of the variant, {@code channel} or {@code adaptive}
     * @param pretrainDimension number of values that a layer gives to a patch of {@code adaptive}; 0 for {@code channel}
     * @param targetDimension number of values of a patch of {@code adaptive}; 0 for {@code channel}
     * @param patchSize the neighbourhood's edge; 0 stands for the paper's, which is 3
     */
    public EmbeddingDescription {
        patchSize = patchSize == 0 ? Embedding.DEFAULT_PATCH_SIZE : patchSize;
        Ranges.present(variant, "variant");
        Ranges.within(pretrainDimension, "pretrain_dimension", 0, MAX_DIMENSION);
        Ranges.within(targetDimension, "target_dimension", 0, MAX_DIMENSION);
        Ranges.within(patchSize, "patch_size", 1, Embedding.LARGEST_PATCH_SIZE);
    }

    /**
     * {@return the description of an embedding}
     *
     * @param embedding the embedding to describe
     */
    public static EmbeddingDescription of(final Embedding embedding) {
        if (embedding instanceof Embedding.Adaptive adaptive) {
            return new EmbeddingDescription(
                    "adaptive", adaptive.pretrainDimension(), adaptive.targetDimension(), adaptive.patchSize());
        }
        return new EmbeddingDescription("channel", 0, 0, embedding.patchSize());
    }

    /** {@return the embedding} */
    public Embedding embedding() {
        return switch (variant) {
            case "adaptive" -> new Embedding.Adaptive(pretrainDimension, targetDimension, patchSize);
            case "channel" -> new Embedding.Channel(patchSize);
            default ->
                throw new ModelException(
                        ErrorCode.MODEL_TOO_NEW,
                        "The model uses the embedding '" + variant
                                + "', which this software does not know. Update Blemish.");
        };
    }
}
