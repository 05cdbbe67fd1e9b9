package io.blemish.cli.option;

import io.blemish.backbone.BackboneGraph;
import io.blemish.backbone.Precision;
import io.blemish.backbone.catalogue.BackboneCache;
import io.blemish.cli.terminal.Common;
import io.blemish.cli.terminal.OptionGroup;
import io.blemish.detector.DetectorOptions;
import io.blemish.model.Network;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which networks extract the features of a model, and in which numbers they compute. */
@OptionGroup("Network")
final class NetworkOptions {
    private static final Pattern NUMBERED = Pattern.compile("\\d+\\..+");

    @Common
    @Option(
            names = "--backbone",
            paramLabel = "NAME|FILE",
            description = "A name that 'blemish backbone list' shows, or an ONNX file (default: the embedded "
                    + BackboneGraph.DEFAULT_NAME + "). For patchcore, several of these options make an ensemble.")
    private List<String> backbones = List.of();

    @Option(
            names = "--layers",
            split = ",",
            paramLabel = "NAME",
            description =
                    "The layers whose feature maps are used: outputs or inner nodes of the network, of a transformer"
                            + " such as blocks.8 (default: layer2,layer3; padim and spade: layer1,layer2,layer3). For an"
                            + " ensemble they hold for each network, or name the network: 0.layer2,1.layer2.")
    private @Nullable List<String> layers;

    @Option(
            names = "--leading-tokens",
            paramLabel = "COUNT",
            converter = WholeNumber.NotNegative.class,
            description =
                    "How many tokens of a transformer's layer come before those of the picture's patches: class and"
                            + " register tokens (default: found, where the network's first convolution cuts the picture"
                            + " into patches).")
    private @Nullable Integer leadingTokens;

    @Option(
            names = "--precision",
            paramLabel = "NUMBERS",
            defaultValue = "float32",
            converter = Choices.Precisions.class,
            completionCandidates = Choices.Precisions.class,
            description =
                    "The numbers in which the network computes: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})."
                            + " int8 takes its ranges from the training pictures; it is 1.5 to 2.4 times as fast on processors"
                            + " that multiply bytes, and gives slightly different scores. bfloat16 needs --device openvino, and"
                            + " is fast on processors with matrix units (AMX).")
    private Precision precision;

    @Option(
            names = "--no-embed-backbone",
            negatable = false,
            description = "Leave the network out of the model file, which then keeps only its name and hash.")
    private boolean withoutBackbone;

    Precision precision() {
        return precision;
    }

    /** Whether the model file is to contain the network. */
    boolean embedded() {
        return !withoutBackbone;
    }

    /**
     * The networks that are chosen.
     *
     * @param method whose layers are taken if none are named
     * @param preset the networks of the preset, taken if none are named
     * @throws IllegalArgumentException if the options contradict each other
     */
    List<Choice> choices(final DetectorOptions method, final List<String> preset) {
        final List<String> names =
                !backbones.isEmpty() ? backbones : !preset.isEmpty() ? preset : List.of(BackboneGraph.DEFAULT_NAME);
        requireAgreement(names.size(), method);
        return IntStream.range(0, names.size())
                .mapToObj(i ->
                        new Choice(names.get(i), layers(method, i, names.size()), Optional.ofNullable(leadingTokens)))
                .toList();
    }

    /**
     * A network that is to be read.
     *
     * @param name its name or file
     * @param layers the layers to use
     * @param leadingTokens how many tokens come before those of the patches, if that is said
     */
    record Choice(String name, List<String> layers, Optional<Integer> leadingTokens) {
        Network read() {
            final BackboneGraph graph = BackboneCache.ofUser().graph(name);
            return new Network(leadingTokens.map(graph::withLeadingTokens).orElse(graph), layers);
        }
    }

    private void requireAgreement(final int networks, final DetectorOptions method) {
        if (precision == Precision.INT8 && withoutBackbone) {
            throw new IllegalArgumentException(
                    "--precision int8 makes a network of its own, which the model must contain:"
                            + " leave out --no-embed-backbone");
        }
        if (leadingTokens != null && withoutBackbone) {
            throw new IllegalArgumentException(
                    "--leading-tokens changes the network, which the model must then contain:"
                            + " leave out --no-embed-backbone");
        }
        if (networks > 1 && !method.severalNetworks()) {
            throw new IllegalArgumentException("--method " + method.type() + " takes one --backbone only");
        }
    }

    /** The layers of one of several networks: those named {@code i.NAME}, or all if none is numbered. */
    private List<String> layers(final DetectorOptions method, final int network, final int networks) {
        final List<String> all = layers == null ? method.defaultLayers() : layers;
        if (networks == 1
                || all.stream().noneMatch(name -> NUMBERED.matcher(name).matches())) {
            return all;
        }
        final String prefix = network + ".";
        final List<String> own = all.stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .toList();
        if (own.isEmpty()) {
            throw new IllegalArgumentException(
                    "--layers names none of network " + network + ": add " + prefix + "NAME");
        }
        return own;
    }
}
