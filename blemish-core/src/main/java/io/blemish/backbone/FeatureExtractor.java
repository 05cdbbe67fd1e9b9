package io.blemish.backbone;

import io.blemish.BlemishException;
import io.blemish.image.Appearance;
import io.blemish.image.Preprocessing;
import io.blemish.image.RgbImage;
import io.blemish.image.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * From a picture to its feature maps. Safe for use by many threads.
 *
 * @param preprocessing from the picture to the networks' input
 * @param backbones the networks, usually one
 */
public record FeatureExtractor(Preprocessing preprocessing, List<Backbone> backbones) implements AutoCloseable {
    private static final int CHANNELS = 3;

    /**
     * Copies the list.
     *
     * @param preprocessing the steps from a picture to the networks' input
     * @param backbones the networks, usually one; closed together with this
     */
    public FeatureExtractor {
        backbones = List.copyOf(backbones);
    }

    /**
     * With one network.
     *
     * @param preprocessing the steps from a picture to the network's input
     * @param backbone the network; closed together with this
     */
    public FeatureExtractor(final Preprocessing preprocessing, final Backbone backbone) {
        this(preprocessing, List.of(backbone));
    }

    /**
     * The features of several pictures. Those that give the networks an input of one size go through each network in one
     * run.
     *
     * @param pictures of any sizes
     * @return in their order; if a network does not take one size, pictures of another size have their features still
     */
    public List<Extraction> extract(final List<RgbImage> pictures) {
        final Map<Size, List<Integer>> bySize = new LinkedHashMap<>();
        for (int i = 0; i < pictures.size(); i++) {
            final Size input = preprocessing.outputSize(pictures.get(i).size());
            bySize.computeIfAbsent(input, size -> new ArrayList<>()).add(i);
        }
        final Extraction[] extractions = new Extraction[pictures.size()];
        bySize.forEach((input, numbers) -> {
            final List<Extraction> alike =
                    extractAlike(numbers.stream().map(pictures::get).toList(), input);
            for (int i = 0; i < alike.size(); i++) {
                extractions[numbers.get(i)] = alike.get(i);
            }
        });
        return List.of(extractions);
    }

    /** Pictures that all give an input of one size. */
    private List<Extraction> extractAlike(final List<RgbImage> pictures, final Size input) {
        final int length = Math.toIntExact(CHANNELS * input.pixels());
        final float[] pixels = new float[Math.multiplyExact(length, pictures.size())];
        for (int i = 0; i < pictures.size(); i++) {
            preprocessing.apply(pictures.get(i), pixels, i * length);
        }
        final List<Extraction> extractions = new ArrayList<>();
        try {
            final List<List<List<FeatureMap>>> maps = run(pixels, pictures.size(), input);
            for (int i = 0; i < maps.size(); i++) {
                extractions.add(new Extraction.Done(new PictureFeatures(
                        pictures.get(i).size(),
                        Appearance.of(pixels, i * length, input, preprocessing.normalization()),
                        maps.get(i))));
            }
        } catch (final BlemishException e) {
            pictures.forEach(picture -> extractions.add(new Extraction.Failed(e)));
        }
        return extractions;
    }

    /** Of each of several inputs of one size the feature maps of each network. */
    List<List<List<FeatureMap>>> run(final float[] pixels, final int count, final Size input) {
        final List<List<List<FeatureMap>>> pictures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pictures.add(new ArrayList<>());
        }
        for (final Backbone backbone : backbones) {
            final List<List<FeatureMap>> maps = backbone.run(pixels, count, input.height(), input.width());
            for (int i = 0; i < count; i++) {
                pictures.get(i).add(maps.get(i));
            }
        }
        return pictures;
    }

    @Override
    public void close() {
        Backbone.closeAll(backbones);
    }
}
