package io.blemish.backbone.architecture;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.OptionException;
import io.blemish.backbone.weights.StateDict;
import io.blemish.onnx.OnnxGraph;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One of torchvision's networks, by torchvision's name, or a vision transformer of DINOv2 or DINOv3, by timm's name, up
 * to its last feature map. With weights it becomes an ONNX graph. The graph's input is {@code image}, {@code [n, 3, h,
 * w]} of any {@code n}, {@code h} and {@code w}, normalised as it was for the training of the weights; sides of a
 * transformer's picture are multiples of its patch, 14 pixels in DINOv2 and 16 in DINOv3. For each layer asked for it
 * has one output {@code [n, c, h', w']}, which has the layer's name.
 *
 * <p>Every network has {@code layer1} to {@code layer4}, and more layers by torch's module names. Of a convolutional
 * network {@code layer1} to {@code layer4} are the last feature maps at 1/4, 1/8, 1/16 and 1/32 of the picture's size,
 * and the others are such as {@code layer2.0}, {@code features.denseblock2} or {@code features.5}. Of a transformer
 * they are the last blocks of each quarter of the network, and all its layers have the size of the picture in patches:
 * {@code blocks.8} is what the ninth block gives, through the network's last normalisation, as {@code
 * get_intermediate_layers} of timm and of Meta's code gives it; {@code blocks.8.raw} is the same without normalisation;
 * {@code class_token} is the class token at the end, a map of one place.
 */
public final class Architecture {
    private static final Map<String, Network> NETWORKS = networks();

    private final String name;
    private final Network network;
    private final Plan plan = new Plan();

    Architecture(final String name, final Network network) {
        this.name = name;
        this.network = network;
        network.addTo(plan);
    }

    private static Map<String, Network> networks() {
        final Map<String, Network> networks = new LinkedHashMap<>();
        networks.put("resnet18", ResNet.ofTwoConvolutions(List.of(2, 2, 2, 2)));
        networks.put("resnet34", ResNet.ofTwoConvolutions(List.of(3, 4, 6, 3)));
        networks.put("resnet50", ResNet.ofBottlenecks(List.of(3, 4, 6, 3), 1, 64));
        networks.put("resnet101", ResNet.ofBottlenecks(List.of(3, 4, 23, 3), 1, 64));
        networks.put("resnet152", ResNet.ofBottlenecks(List.of(3, 8, 36, 3), 1, 64));
        networks.put("wide_resnet50_2", ResNet.ofBottlenecks(List.of(3, 4, 6, 3), 1, 128));
        networks.put("wide_resnet101_2", ResNet.ofBottlenecks(List.of(3, 4, 23, 3), 1, 128));
        networks.put("resnext50_32x4d", ResNet.ofBottlenecks(List.of(3, 4, 6, 3), 32, 4));
        networks.put("resnext101_32x8d", ResNet.ofBottlenecks(List.of(3, 4, 23, 3), 32, 8));
        networks.put("resnext101_64x4d", ResNet.ofBottlenecks(List.of(3, 4, 23, 3), 64, 4));
        networks.put("densenet121", new DenseNet(32, List.of(6, 12, 24, 16), 64, 4));
        networks.put("densenet161", new DenseNet(48, List.of(6, 12, 36, 24), 96, 4));
        networks.put("densenet169", new DenseNet(32, List.of(6, 12, 32, 32), 64, 4));
        networks.put("densenet201", new DenseNet(32, List.of(6, 12, 48, 32), 64, 4));
        networks.put("mobilenet_v3_large", MobileNetV3.large());
        networks.put("efficientnet_b0", EfficientNet.b0());
        networks.put("vit_small_patch14_dinov2", VisionTransformer.dinov2(384, 12, 6, 0));
        networks.put("vit_base_patch14_dinov2", VisionTransformer.dinov2(768, 12, 12, 0));
        networks.put("vit_large_patch14_dinov2", VisionTransformer.dinov2(1024, 24, 16, 0));
        networks.put("vit_small_patch14_reg4_dinov2", VisionTransformer.dinov2(384, 12, 6, 4));
        networks.put("vit_base_patch14_reg4_dinov2", VisionTransformer.dinov2(768, 12, 12, 4));
        networks.put("vit_large_patch14_reg4_dinov2", VisionTransformer.dinov2(1024, 24, 16, 4));
        networks.put("vit_small_patch16_dinov3", VisionTransformer.dinov3(384, 12, 6, false));
        networks.put("vit_small_plus_patch16_dinov3", VisionTransformer.dinov3(384, 12, 6, true));
        networks.put("vit_base_patch16_dinov3", VisionTransformer.dinov3(768, 12, 12, false));
        networks.put("vit_large_patch16_dinov3", VisionTransformer.dinov3(1024, 24, 16, false));
        return networks;
    }

    /**
     * Finds an architecture.
     *
     * @param name as torchvision or timm has it, {@code wide_resnet50_2} or {@code vit_small_patch14_dinov2}
     * @throws BlemishException if there is none of that name
     */
    public static Architecture named(final String name) {
        final Network network = NETWORKS.get(name);
        if (network == null) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    "There is no architecture '" + name + "'; known are " + String.join(", ", NETWORKS.keySet()) + ".");
        }
        return new Architecture(name, network);
    }

    /** Every name that {@link #named} knows. */
    public static List<String> names() {
        return List.copyOf(NETWORKS.keySet());
    }

    /** Its name, as torchvision or timm has it. */
    public String name() {
        return name;
    }

    /** Every layer that can be asked for, from the picture on. */
    public List<String> layers() {
        return plan.layers();
    }

    /**
     * The layers for which some weights suffice: every layer or, if the weights end early, those up to their end.
     *
     * @param weights of this architecture; if they are of another one, {@link #graph} throws
     */
    public List<String> layersOf(final StateDict weights) {
        return matching(weights).wholeLayers(weights);
    }

    /** The same architecture with the tensors that some weights have. */
    private Architecture matching(final StateDict weights) {
        final Network matching = network.matching(new Parameters(weights, network::rename));
        return matching.equals(network) ? this : new Architecture(name, matching);
    }

    private List<String> wholeLayers(final StateDict weights) {
        final Set<String> names = weights.names().stream().map(network::rename).collect(Collectors.toSet());
        final List<String> whole = layers().stream()
                .filter(layer ->
                        names.containsAll(plan.parameters(List.of(layer)).keySet()))
                .toList();
        final Set<String> beyond = new HashSet<>(plan.parameters().keySet());
        beyond.removeAll(plan.parameters(whole).keySet());
        return whole.isEmpty() || !Collections.disjoint(beyond, names) ? layers() : whole;
    }

    /**
     * Makes the graph; no operation behind the last of these layers is in it. The same weights and layers give the same
     * bytes.
     *
     * @param weights of this architecture; the classifier may be missing, and so may all weights behind the last layer
     * @param layers which become the graph's outputs, in this order; at least one, none twice
     * @throws BlemishException if a layer is unknown or the weights are of another architecture
     */
    public OnnxGraph graph(final StateDict weights, final List<String> layers) {
        requireLayers(layers);
        return matching(weights).matchingGraph(weights, layers);
    }

    private OnnxGraph matchingGraph(final StateDict weights, final List<String> layers) {
        final Parameters parameters = new Parameters(weights, network::rename);
        parameters.require(name, plan.parameters(layers), plan.parameters(), network::ignores);
        return plan.graph(name, layers, parameters);
    }

    private void requireLayers(final List<String> layers) {
        for (final String layer : layers) {
            if (!layers().contains(layer)) {
                throw new OptionException(
                        ErrorCode.OPTION_INVALID,
                        name + " has no layer '" + layer + "'; it has " + String.join(", ", layers()) + ".");
            }
        }
        if (layers.isEmpty() || layers.stream().distinct().count() < layers.size()) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    "The layers " + layers + " cannot be had: name at least one, and none twice.");
        }
    }
}
