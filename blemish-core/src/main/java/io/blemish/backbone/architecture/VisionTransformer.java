package io.blemish.backbone.architecture;

import io.blemish.onnx.Constant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Vision transformers (Dosovitskiy et al., <em>An Image is Worth 16x16 Words</em>, 2020) as DINOv2 (Oquab et al., 2023;
 * with registers, Darcet et al., 2023) and DINOv3 (Siméoni et al., 2025) have them: blocks that normalise first, a
 * scale for each channel behind attention and perceptron, exact GELU. A picture of any whole number of patches in both
 * directions is taken.
 *
 * <p>Layers: {@code blocks.8}, what the ninth block gives, through the network's last normalisation, as maps of the
 * places of patches alone. That is what {@code get_intermediate_layers} gives with its normalisation, in timm and in
 * Meta's code, and what most methods read; channels of a block itself differ in size by orders of magnitude. {@code
 * blocks.8.raw} is the block's output as it is. {@code layer1} to {@code layer4} are the last blocks of each quarter of
 * the network. {@code class_token} is the class token behind the last block and normalisation, as a map of one place.
 *
 * @param patch side of a patch, in pixels
 * @param width channels of a token
 * @param depth how many blocks there are
 * @param heads of attention, among which the channels are divided
 * @param hidden channels within a perceptron
 * @param registers tokens that the network has for itself
 * @param gated whether a perceptron multiplies its inner channels by others, {@code silu(a) · b}, in the place of GELU
 * @param epsilon that is added to the variance of a token's channels
 * @param positions the learned positions of places; if there are none, places turn queries and keys
 * @param attention which tensors queries, keys and values have
 */
record VisionTransformer(
        int patch,
        int width,
        int depth,
        int heads,
        int hidden,
        int registers,
        boolean gated,
        double epsilon,
        Optional<PositionTable> positions,
        AttentionTensors attention)
        implements Network {
    private static final String CLASS = "cls_token";
    private static final String REGISTERS = "reg_token";
    private static final String POSITIONS = "pos_embed";
    private static final int QUARTERS = 4;

    /** DINOv2's pictures have 518 pixels, 37 patches of 14. */
    private static final int DINOV2_SIDE = 37;

    private static final int DINOV2_PATCH = 14;
    private static final int DINOV3_PATCH = 16;
    private static final int DINOV3_REGISTERS = 4;

    /** A network of DINOv2. */
    static VisionTransformer dinov2(final int width, final int depth, final int heads, final int registers) {
        return new VisionTransformer(
                DINOV2_PATCH,
                width,
                depth,
                heads,
                4 * width,
                registers,
                false,
                1e-6,
                Optional.of(new PositionTable(POSITIONS, DINOV2_SIDE, true, width)),
                AttentionTensors.JOINED);
    }

    /** A network of DINOv3. */
    static VisionTransformer dinov3(final int width, final int depth, final int heads, final boolean gated) {
        return new VisionTransformer(
                DINOV3_PATCH,
                width,
                depth,
                heads,
                4 * width,
                DINOV3_REGISTERS,
                gated,
                1e-5,
                Optional.empty(),
                AttentionTensors.JOINED_WITHOUT_BIAS);
    }

    @Override
    public String rename(final String nameInFile) {
        return TransformerNames.canonical(nameInFile, gated);
    }

    @Override
    public boolean ignores(final String name) {
        return TransformerNames.ignored(name);
    }

    @Override
    public VisionTransformer matching(final Parameters weights) {
        return new VisionTransformer(
                patch,
                width,
                depth,
                heads,
                hidden,
                registers,
                gated,
                epsilon,
                positions.map(table -> table.matching(weights)),
                AttentionTensors.in(weights, positions.isEmpty()));
    }

    @Override
    public void addTo(final Plan plan) {
        plan.wholePatches(patch);
        final PlannedMap patches =
                plan.biasedConvolution(plan.image(), "patch_embed.proj", width, new SlidingWindow(patch, patch, 0));
        final PlannedMap shape = plan.apply("Shape", "grid/shape", width, patches);
        final PlannedMap height = plan.apply("Gather", "grid/height", 1, shape, Operand.longs(2));
        final PlannedMap columns = plan.apply("Gather", "grid/width", 1, shape, Operand.longs(3));
        final Optional<RotaryPosition.Turns> turns = positions.isPresent()
                ? Optional.empty()
                : Optional.of(new RotaryPosition(leading(), width / heads).addTo(plan, height, columns));
        PlannedMap tokens = withLeading(plan, placed(plan, patches, height, columns), shape);
        for (int i = 0; i < depth; i++) {
            final String name = "blocks." + i;
            tokens = new TransformerBlock(this, name).addTo(plan, tokens, turns);
            layers(plan, tokens, shape, i, name);
        }
    }

    /** How many tokens come before those of the patches. */
    int leading() {
        return 1 + registers;
    }

    private PlannedMap placed(
            final Plan plan, final PlannedMap patches, final PlannedMap height, final PlannedMap columns) {
        final PlannedMap rows = plan.apply("Reshape", "patches/rows", width, patches, Operand.longs(0, width, -1));
        final PlannedMap tokens = plan.transpose(rows, "patches/tokens", 0, 2, 1);
        return positions
                .map(table -> plan.apply("Add", "patches/placed", width, tokens, table.addTo(plan, height, columns)))
                .orElse(tokens);
    }

    private PlannedMap withLeading(final Plan plan, final PlannedMap places, final PlannedMap shape) {
        final PlannedMap pictures = plan.apply("Gather", "grid/pictures", 1, shape, Operand.longs(0));
        final PlannedMap target = plan.apply(
                "Concat",
                "leading/shape",
                1,
                node -> node.integer("axis", 0),
                pictures,
                Operand.longs(leading(), width));
        final PlannedMap leading = plan.apply(
                "Expand", "leading", width, new Operand.Stored(leadingTensors(), this::leadingTokens), target);
        return plan.apply("Concat", "tokens", width, node -> node.integer("axis", 1), leading, places);
    }

    private Map<String, List<Integer>> leadingTensors() {
        final Map<String, List<Integer>> tensors = new LinkedHashMap<>();
        tensors.put(CLASS, List.of(1, 1, width));
        if (registers > 0) {
            tensors.put(REGISTERS, List.of(1, registers, width));
        }
        positions.filter(PositionTable::classRow).ifPresent(table -> tensors.put(table.key(), table.shape()));
        return tensors;
    }

    /** The class token, at its position if it has one, and the registers, which have none. */
    private Constant leadingTokens(final String name, final Parameters weights) {
        final float[] values = new float[leading() * width];
        System.arraycopy(weights.values(CLASS), 0, values, 0, width);
        if (registers > 0) {
            System.arraycopy(weights.values(REGISTERS), 0, values, width, registers * width);
        }
        positions
                .filter(PositionTable::classRow)
                .map(table -> weights.values(table.key()))
                .ifPresent(table -> {
                    for (int c = 0; c < width; c++) {
                        values[c] += table[c];
                    }
                });
        return Parameters.constant(name, List.of(1, leading(), width), values);
    }

    private void layers(
            final Plan plan, final PlannedMap tokens, final PlannedMap shape, final int block, final String name) {
        final PlannedMap normed = normalised(plan, tokens, "norm", name + "/normed");
        final PlannedMap map = grid(plan, normed, shape, name + "/map");
        plan.layer(grid(plan, tokens, shape, name + "/raw"), name + ".raw");
        final int quarter = depth / QUARTERS;
        if (quarter > 0 && (block + 1) % quarter == 0 && (block + 1) / quarter <= QUARTERS) {
            plan.layer(map, name, "layer" + (block + 1) / quarter);
        } else {
            plan.layer(map, name);
        }
        if (block + 1 == depth) {
            final PlannedMap first = plan.apply(
                    "Slice", "class/token", width, normed, Operand.longs(0), Operand.longs(1), Operand.longs(1));
            plan.layer(plan.apply("Reshape", "class/map", width, first, Operand.longs(0, width, 1, 1)), "class_token");
        }
    }

    /** Lays the tokens of patches out as the convolution gave them. */
    private PlannedMap grid(final Plan plan, final PlannedMap tokens, final PlannedMap shape, final String name) {
        final PlannedMap places = plan.apply(
                "Slice",
                name + "/places",
                width,
                tokens,
                Operand.longs(leading()),
                Operand.longs(Integer.MAX_VALUE),
                Operand.longs(1));
        return plan.apply("Reshape", name, width, plan.transpose(places, name + "/channels", 0, 2, 1), shape);
    }

    /** Adds a normalisation of each token's channels. */
    PlannedMap normalised(final Plan plan, final PlannedMap tokens, final String key, final String name) {
        return plan.apply(
                "LayerNormalization",
                name,
                width,
                node -> node.integer("axis", -1).number("epsilon", (float) epsilon),
                tokens,
                Operand.tensor(key + ".weight", width),
                Operand.tensor(key + ".bias", width));
    }
}
