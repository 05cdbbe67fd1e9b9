package io.blemish.backbone.architecture;

import java.util.Optional;

/**
 * A block of a {@link VisionTransformer}: attention among all tokens and a perceptron for each, both on normalised
 * tokens and added to what they read.
 *
 * @param network that it belongs to
 * @param name of the block, and the prefix of its tensors, {@code blocks.8}
 */
record TransformerBlock(VisionTransformer network, String name) {
    private static final double ROOT_HALF = Math.sqrt(0.5);

    PlannedMap addTo(final Plan plan, final PlannedMap tokens, final Optional<RotaryPosition.Turns> turns) {
        final PlannedMap attended =
                plan.apply("Add", name + "/attended", network.width(), tokens, attention(plan, tokens, turns));
        return plan.apply("Add", name + "/sum", network.width(), attended, perceptron(plan, attended));
    }

    private PlannedMap attention(final Plan plan, final PlannedMap tokens, final Optional<RotaryPosition.Turns> turns) {
        final int width = network.width();
        final int channels = width / network.heads();
        final PlannedMap normed = network.normalised(plan, tokens, name + ".norm1", name + "/norm1");
        // The factor belongs to the product of queries and keys; taken into the queries it costs nothing.
        final PlannedMap queries = heads(plan, normed, AttentionTensors.Part.QUERY, 1 / Math.sqrt(channels));
        final PlannedMap keys = heads(plan, normed, AttentionTensors.Part.KEY, 1);
        final PlannedMap values = heads(plan, normed, AttentionTensors.Part.VALUE, 1);
        final PlannedMap scores = plan.apply(
                "MatMul",
                name + "/scores",
                1,
                turned(plan, queries, turns),
                plan.transpose(turned(plan, keys, turns), name + "/keys", 0, 1, 3, 2));
        final PlannedMap shares = plan.apply("Softmax", name + "/shares", 1, node -> node.integer("axis", -1), scores);
        final PlannedMap mixed = plan.apply("MatMul", name + "/mixed", width, shares, values);
        final PlannedMap joined = plan.apply(
                "Reshape",
                name + "/joined",
                width,
                plan.transpose(mixed, name + "/mixed/tokens", 0, 2, 1, 3),
                Operand.longs(0, 0, width));
        return Linear.of(name + ".attn.proj", width, width)
                .scaledBy(name + ".ls1.gamma")
                .addTo(plan, joined, name + "/proj");
    }

    /** Queries, keys or values of each head, {@code [n, heads, tokens, channels]}. */
    private PlannedMap heads(
            final Plan plan, final PlannedMap tokens, final AttentionTensors.Part part, final double factor) {
        final String prefix = name + "/" + part.key();
        final PlannedMap all = network.attention()
                .linear(name + ".attn", part, network.width(), factor)
                .addTo(plan, tokens, prefix);
        final PlannedMap divided = plan.apply(
                "Reshape",
                prefix + "/divided",
                network.width(),
                all,
                Operand.longs(0, 0, network.heads(), network.width() / network.heads()));
        return plan.transpose(divided, prefix + "/heads", 0, 2, 1, 3);
    }

    private PlannedMap turned(final Plan plan, final PlannedMap vectors, final Optional<RotaryPosition.Turns> turns) {
        return turns.map(
                        turn -> turn.turn(plan, vectors, network.width() / network.heads(), vectors.name() + "/turned"))
                .orElse(vectors);
    }

    private PlannedMap perceptron(final Plan plan, final PlannedMap tokens) {
        final PlannedMap normed = network.normalised(plan, tokens, name + ".norm2", name + "/norm2");
        return Linear.of(name + ".mlp.fc2", network.hidden(), network.width())
                .scaledBy(name + ".ls2.gamma")
                .addTo(plan, network.gated() ? gated(plan, normed) : gelu(plan, normed), name + "/fc2");
    }

    private PlannedMap gated(final Plan plan, final PlannedMap tokens) {
        final PlannedMap gate = hidden("fc1_g").addTo(plan, tokens, name + "/gate");
        final PlannedMap value = hidden("fc1_x").addTo(plan, tokens, name + "/value");
        return plan.multiply(plan.swish(gate), value, name + "/gated");
    }

    private Linear hidden(final String tensor) {
        return Linear.of(name + ".mlp." + tensor, network.width(), network.hidden());
    }

    /** {@code x/2 · (1 + erf(x / √2))}. */
    private PlannedMap gelu(final Plan plan, final PlannedMap tokens) {
        final int channels = network.hidden();
        final PlannedMap x = hidden("fc1").addTo(plan, tokens, name + "/fc1");
        final PlannedMap scaled = plan.apply("Mul", name + "/gelu/scaled", channels, x, Operand.number(ROOT_HALF));
        final PlannedMap error = plan.apply("Erf", name + "/gelu/erf", channels, scaled);
        final PlannedMap raised = plan.apply("Add", name + "/gelu/raised", channels, error, Operand.number(1));
        final PlannedMap product = plan.apply("Mul", name + "/gelu/product", channels, x, raised);
        return plan.apply("Mul", name + "/gelu", channels, product, Operand.number(0.5));
    }
}
