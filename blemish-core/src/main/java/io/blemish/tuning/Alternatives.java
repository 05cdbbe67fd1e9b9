package io.blemish.tuning;

import io.blemish.detector.DetectorOptions;
import io.blemish.detector.padim.PadimOptions;
import io.blemish.detector.patchcore.PatchCoreOptions;
import io.blemish.detector.subspace.SubspaceOptions;
import io.blemish.detector.views.ViewsOptions;
import io.blemish.image.Preprocessing;
import io.blemish.image.Size;
import io.blemish.model.Network;
import io.blemish.model.Reduction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds what could be chosen otherwise: each thing that the user left open. */
final class Alternatives {
    /** Sides of the network's input, each about half again as many pixels a side as the one before. */
    private static final List<Integer> SIZES = List.of(224, 320, 448);

    /** A larger memory bank, which costs less time than the network up to about this share. */
    private static final double LARGER_SHARE = 0.05;

    private final Choice first;
    private final List<Network> others;
    private final Size picture;

    /**
     * Prepares the search.
     *
     * @param first what would be fitted otherwise
     * @param others networks that could be used instead, with their layers
     * @param picture the size of one of the pictures
     */
    Alternatives(final Choice first, final List<Network> others, final Size picture) {
        this.first = first;
        this.others = others;
        this.picture = picture;
    }

    /** All of some kinds, in the order in which they are tried. */
    List<Alternative> of(final Set<Setting> open) {
        final List<Alternative> all = new ArrayList<>();
        for (final Setting setting : Setting.values()) {
            if (open.contains(setting)) {
                all.addAll(of(setting));
            }
        }
        return List.copyOf(all);
    }

    private List<Alternative> of(final Setting setting) {
        return switch (setting) {
            case SIZE -> sizes();
            case LAYERS -> layers();
            case METHOD -> methods();
            case SHARE -> shares();
            case NETWORK ->
                others.stream()
                        .map(network ->
                                new Alternative(setting, network.graph().name(), choice -> choice.with(network)))
                        .toList();
        };
    }

    private List<Alternative> sizes() {
        final Preprocessing now = first.preprocessing();
        final List<Alternative> found = new ArrayList<>();
        for (final int size : SIZES) {
            if (size != now.size() && size <= Math.max(picture.width(), picture.height())) {
                found.add(new Alternative(Setting.SIZE, size + " pixels", choice -> choice.with(resized(now, size))));
            }
        }
        if (first.detector().tiles()) {
            Reduction.of(now, picture)
                    .map(Reduction::proposed)
                    .ifPresent(tiling -> found.add(new Alternative(
                            Setting.SIZE,
                            "tiles of " + tiling.tile() + " pixels",
                            choice -> choice.with(resized(now, tiling.tile()).withTiling(Optional.of(tiling))))));
        }
        return found;
    }

    private static Preprocessing resized(final Preprocessing now, final int size) {
        return new Preprocessing(now.resize(), size, now.crop(), now.normalization(), now.mask(), now.tiling());
    }

    /** Neighbouring layers, at most three together. */
    private List<Alternative> layers() {
        final List<String> outputs = first.network().graph().outputs();
        final List<Alternative> found = new ArrayList<>();
        for (int from = 0; from < outputs.size(); from++) {
            for (int to = from + 1; to <= Math.min(outputs.size(), from + 3); to++) {
                final List<String> some = outputs.subList(from, to);
                if (!some.equals(first.network().layers()) && !(some.size() == 1 && from == 0)) {
                    found.add(new Alternative(
                            Setting.LAYERS,
                            "layers " + String.join(", ", some),
                            choice -> choice.with(new Network(
                                    choice.network().graph(),
                                    some,
                                    choice.network().precision()))));
                }
            }
        }
        return found;
    }

    private List<Alternative> methods() {
        final List<DetectorOptions> others =
                List.of(ViewsOptions.DEFAULT, PatchCoreOptions.DEFAULT, SubspaceOptions.DEFAULT, PadimOptions.DEFAULT);
        return others.stream()
                .filter(method -> !method.type().equals(first.detector().type()))
                .map(method ->
                        new Alternative(Setting.METHOD, "method " + method.type(), choice -> choice.with(method)))
                .toList();
    }

    private List<Alternative> shares() {
        if (!(first.detector() instanceof ViewsOptions) && !(first.detector() instanceof PatchCoreOptions)) {
            return List.of();
        }
        return List.of(new Alternative(
                Setting.SHARE,
                "a share of " + LARGER_SHARE + " in the memory bank",
                choice -> choice.with(withShare(choice.detector(), LARGER_SHARE))));
    }

    /** Detectors without a bank stay as they are. */
    private static DetectorOptions withShare(final DetectorOptions detector, final double share) {
        if (detector instanceof ViewsOptions views) {
            return new ViewsOptions(
                    share, views.maxBankEntries(), views.patchSize(), views.search(), views.imageScore());
        }
        return detector instanceof PatchCoreOptions patchCore
                ? patchCore.toBuilder().coreset(share).build()
                : detector;
    }
}
