package io.blemish.backbone.architecture;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names of a vision transformer's tensors in files of timm, of Meta and of Hugging Face, as one of them: timm's.
 */
final class TransformerNames {
    /** Modules that a file may put the network in. */
    private static final Pattern OUTER =
            Pattern.compile("^(?:dinov2|dinov2_with_registers|dinov3_vit|backbone|model)\\.(?=[a-z]+[._])");

    private static final List<Rule> RULES = List.of(
            // Meta
            new Rule("^(?:register|storage)_tokens$", "reg_token"),
            new Rule("\\.mlp\\.w1\\.", ".mlp.fc1_g."),
            new Rule("\\.mlp\\.w2\\.", ".mlp.fc1_x."),
            new Rule("\\.mlp\\.w3\\.", ".mlp.fc2."),
            // timm, in networks of DINOv3
            new Rule("\\.gamma_([12])$", ".ls$1.gamma"),
            // Hugging Face
            new Rule("^embeddings\\.cls_token$", "cls_token"),
            new Rule("^embeddings\\.mask_token$", "mask_token"),
            new Rule("^embeddings\\.register_tokens$", "reg_token"),
            new Rule("^embeddings\\.position_embeddings$", "pos_embed"),
            new Rule("^embeddings\\.patch_embeddings\\.(?:projection\\.)?", "patch_embed.proj."),
            new Rule("^(?:encoder\\.)?layer\\.(\\d+)\\.", "blocks.$1."),
            new Rule("\\.attention\\.attention\\.(q|k|v)(?:uery|ey|alue)\\.", ".attn.$1_proj."),
            new Rule("\\.attention\\.output\\.dense\\.", ".attn.proj."),
            new Rule("\\.attention\\.(q|k|v)_proj\\.", ".attn.$1_proj."),
            new Rule("\\.attention\\.o_proj\\.", ".attn.proj."),
            new Rule("\\.layer_scale([12])\\.lambda1$", ".ls$1.gamma"),
            new Rule("\\.mlp\\.down_proj\\.", ".mlp.fc2."),
            new Rule("\\.mlp\\.gate_proj\\.", ".mlp.fc1_g."),
            new Rule("^layernorm\\.", "norm."));

    /** Meta's and Hugging Face's networks read the first of these where a perceptron is gated, the second where not. */
    private static final Rule GATED = new Rule("\\.mlp\\.up_proj\\.", ".mlp.fc1_x.");

    private static final Rule PLAIN = new Rule("\\.mlp\\.up_proj\\.", ".mlp.fc1.");

    private static final Set<String> UNUSED = Set.of("mask_token", "rope_embed.periods");

    private TransformerNames() {}

    /** Names of one scheme that are others in timm's. */
    private record Rule(Pattern pattern, String replacement) {
        Rule(final String pattern, final String replacement) {
            this(Pattern.compile(pattern), replacement);
        }

        String apply(final String name) {
            return pattern.matcher(name).replaceFirst(replacement);
        }
    }

    /**
     * The name of a tensor as timm has it.
     *
     * @param gated whether the network's perceptrons are gated
     */
    static String canonical(final String nameInFile, final boolean gated) {
        String name = OUTER.matcher(nameInFile).replaceFirst("");
        for (final Rule rule : RULES) {
            name = rule.apply(name);
        }
        return (gated ? GATED : PLAIN).apply(name);
    }

    /**
     * Whether a tensor has no part in a graph of features: what only training uses, heads, and what says where a bias
     * is 0.
     *
     * @param name as timm has it
     */
    static boolean ignored(final String name) {
        return UNUSED.contains(name)
                || name.startsWith("head.")
                || name.startsWith("classifier.")
                || name.startsWith("local_cls_norm.")
                || name.endsWith(".bias_mask");
    }
}
