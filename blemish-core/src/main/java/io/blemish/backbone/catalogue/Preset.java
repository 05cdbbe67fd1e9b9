package io.blemish.backbone.catalogue;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.OptionException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One of the commands that the authors of PatchCore published for MVTec AD, in {@code sample_training.sh} of
 * {@code amazon-science/patchcore-inspection}. All of them use the {@code adaptive} embedding, a greedy coreset on 128
 * projected dimensions and the plain maximum as score. For the dense network the command names
 * {@code features.denseblock2} and {@code features.denseblock3}, which are the second and third layer here.
 *
 * <p>With several networks the authors' program fits one PatchCore for each. It scales the scores of each one so that the
 * test set's lowest is 0 and its highest is 1, does the same with the maps, and takes the means.
 *
 * @param name {@code im224-baseline}
 * @param backbones names in the {@link Catalogue}, in the order of their features
 * @param layers that are taken from each backbone
 * @param resize the shorter side of a picture in pixels, before the crop
 * @param imageSize side of the centre crop, in pixels
 * @param patchSize side of a patch, in positions of the feature map
 * @param pretrainDimension of a layer's patch
 * @param targetDimension of a patch of all layers of one network
 * @param coreset the part of all patches that is kept, in {@code (0, 1]}
 * @param neighbours how many nearest patches are averaged to a distance
 * @param seed of the command
 * @param published the results that the authors report
 */
public record Preset(
        String name,
        List<String> backbones,
        List<String> layers,
        int resize,
        int imageSize,
        int patchSize,
        int pretrainDimension,
        int targetDimension,
        double coreset,
        int neighbours,
        long seed,
        Published published) {
    private static final List<String> WIDE = List.of("wide_resnet50_2");
    private static final List<String> THREE = List.of("wide_resnet101_2", "resnext101_32x8d", "densenet201");
    private static final List<Preset> ALL = List.of(
            im224("im224-baseline", WIDE, 0.1, 0, new Published(0.992, 0.981, 0.944)),
            im224("im224-ensemble", THREE, 0.01, 3, new Published(0.993, 0.981, 0.942)),
            im320("im320-baseline", WIDE, 3, 1, 22, new Published(0.993, 0.978, 0.943)),
            im320("im320-ensemble", THREE, 3, 1, 40, new Published(0.996, 0.982, 0.949)),
            // Above this command the authors write seed 39, in the command 22. The command is what they ran.
            im320("im320-segmentation-baseline", WIDE, 5, 3, 22, new Published(0.990, 0.984, 0.942)),
            im320("im320-segmentation-ensemble", THREE, 5, 5, 88, new Published(0.996, 0.982, 0.949)));

    /**
     * The results that stand above a command, means over MVTec AD's fifteen categories.
     *
     * @param imageAuroc AUROC of whole pictures
     * @param pixelAuroc AUROC of pixels
     * @param pro per-region overlap, up to a false positive rate of 0.3
     */
    public record Published(double imageAuroc, double pixelAuroc, double pro) {}

    /**
     * Copies the lists.
     *
     * @param name the name of the preset, such as {@code im224-baseline}
     * @param backbones names of the networks in the {@link Catalogue}, in the order of their features; copied
     * @param layers names of the layers that are taken from each network; copied
     * @param resize shorter side of a picture before the crop, in pixels
     * @param imageSize side of the centre crop, in pixels
     * @param patchSize side of a patch, in positions of the feature map
     * @param pretrainDimension number of values that a layer gives to a patch
     * @param targetDimension number of values of a patch of all layers of one network
     * @param coreset part of all patches that is kept, in {@code (0, 1]}
     * @param neighbours number of nearest patches whose distances are averaged
     * @param seed the seed that the command sets
     * @param published the results that the authors report
     */
    public Preset {
        backbones = List.copyOf(backbones);
        layers = List.copyOf(layers);
    }

    private static Preset im224(
            final String name,
            final List<String> backbones,
            final double coreset,
            final long seed,
            final Published published) {
        return of(name, backbones, 256, 224, 3, coreset, 1, seed, published);
    }

    private static Preset im320(
            final String name,
            final List<String> backbones,
            final int patchSize,
            final int neighbours,
            final long seed,
            final Published published) {
        return of(name, backbones, 366, 320, patchSize, 0.01, neighbours, seed, published);
    }

    private static Preset of(
            final String name,
            final List<String> backbones,
            final int resize,
            final int imageSize,
            final int patchSize,
            final double coreset,
            final int neighbours,
            final long seed,
            final Published published) {
        return new Preset(
                name,
                backbones,
                List.of("layer2", "layer3"),
                resize,
                imageSize,
                patchSize,
                1024,
                backbones.size() > 1 ? 384 : 1024,
                coreset,
                neighbours,
                seed,
                published);
    }

    /** {@return all presets, in the order of the authors' file} */
    public static List<Preset> all() {
        return ALL;
    }

    /**
     * {@return the preset of this name}
     *
     * @param name the name of the preset, such as {@code im224-baseline}
     * @throws BlemishException if there is none
     */
    public static Preset named(final String name) {
        return ALL.stream()
                .filter(preset -> preset.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new OptionException(
                        ErrorCode.OPTION_INVALID,
                        "There is no preset '" + name + "'; there are "
                                + ALL.stream().map(Preset::name).collect(Collectors.joining(", ")) + "."));
    }
}
