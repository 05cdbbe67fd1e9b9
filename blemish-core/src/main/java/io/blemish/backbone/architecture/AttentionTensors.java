package io.blemish.backbone.architecture;

import java.util.Optional;

/**
 * Which tensors a file has for queries, keys and values. Keys have no bias in DINOv3: it would add the same to all
 * scores of a query, which changes nothing. Some files have none for the others either, and Meta's have one for keys
 * too, which its code multiplies by 0.
 *
 * @param joined whether {@code qkv} holds the weights of all three; else each has its own
 * @param bias which tensors with biases there are
 */
record AttentionTensors(boolean joined, Bias bias) {
    static final AttentionTensors JOINED = new AttentionTensors(true, Bias.JOINED);
    static final AttentionTensors JOINED_WITHOUT_BIAS = new AttentionTensors(true, Bias.NONE);

    /** One of the three. */
    enum Part {
        QUERY("q", 0),
        KEY("k", 1),
        VALUE("v", 2);

        private final String key;

        /** Its place among the three in tensors that hold them all. */
        private final int place;

        Part(final String key, final int place) {
            this.key = key;
            this.place = place;
        }

        /** The letter with which its tensors' names begin. */
        String key() {
            return key;
        }
    }

    /** The tensors with biases. */
    enum Bias {
        /** None. */
        NONE,
        /** {@code qkv.bias} for all three. */
        JOINED,
        /** {@code qkv.bias} for all three, of which that of keys is not used. */
        JOINED_WITHOUT_KEYS,
        /** {@code q_bias} and {@code v_bias}, as timm has them beside joined weights. */
        QUERIES_AND_VALUES,
        /** {@code q_proj.bias}, {@code k_proj.bias} and {@code v_proj.bias}. */
        SINGLE,
        /** {@code q_proj.bias} and {@code v_proj.bias}. */
        SINGLE_WITHOUT_KEYS
    }

    /**
     * The tensors that a file has.
     *
     * @param keysWithoutBias whether a bias for keys would not be used
     */
    static AttentionTensors in(final Parameters weights, final boolean keysWithoutBias) {
        final String first = "blocks.0.attn.";
        final boolean joined = !weights.has(first + "q_proj.weight");
        if (weights.has(first + "q_bias")) {
            return new AttentionTensors(joined, Bias.QUERIES_AND_VALUES);
        }
        if (joined) {
            final boolean none = keysWithoutBias && !weights.has(first + "qkv.bias");
            return none
                    ? JOINED_WITHOUT_BIAS
                    : new AttentionTensors(true, keysWithoutBias ? Bias.JOINED_WITHOUT_KEYS : Bias.JOINED);
        }
        if (!keysWithoutBias) {
            return new AttentionTensors(false, Bias.SINGLE);
        }
        return new AttentionTensors(false, weights.has(first + "q_proj.bias") ? Bias.SINGLE_WITHOUT_KEYS : Bias.NONE);
    }

    /**
     * The map that makes queries, keys or values.
     *
     * @param prefix of the tensors, {@code blocks.8.attn}
     * @param factor by which the result is multiplied
     */
    Linear linear(final String prefix, final Part part, final int width, final double factor) {
        final Optional<String> own = bias(prefix, part);
        final boolean joinedBias = bias == Bias.JOINED || bias == Bias.JOINED_WITHOUT_KEYS;
        return new Linear(
                joined ? prefix + ".qkv.weight" : prefix + "." + part.key() + "_proj.weight",
                own,
                width,
                width,
                joined ? Part.values().length : 1,
                joined ? part.place : 0,
                joinedBias ? Part.values().length : 1,
                joinedBias ? part.place : 0,
                factor,
                Optional.empty());
    }

    private Optional<String> bias(final String prefix, final Part part) {
        final boolean key = part == Part.KEY;
        return switch (bias) {
            case NONE -> Optional.empty();
            case JOINED -> Optional.of(prefix + ".qkv.bias");
            case JOINED_WITHOUT_KEYS -> key ? Optional.empty() : Optional.of(prefix + ".qkv.bias");
            case QUERIES_AND_VALUES -> key ? Optional.empty() : Optional.of(prefix + "." + part.key() + "_bias");
            case SINGLE -> Optional.of(prefix + "." + part.key() + "_proj.bias");
            case SINGLE_WITHOUT_KEYS -> key ? Optional.empty() : Optional.of(prefix + "." + part.key() + "_proj.bias");
        };
    }
}
