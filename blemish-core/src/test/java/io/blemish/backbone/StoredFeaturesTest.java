package io.blemish.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.InputException;
import io.blemish.dataset.Label;
import io.blemish.dataset.Mask;
import io.blemish.dataset.Sample;
import io.blemish.dataset.Split;
import io.blemish.image.Size;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What was stored is what is read, whatever the picture's size and the layers wanted. */
class StoredFeaturesTest {
    private static final List<Sample> SAMPLES = IntStream.range(0, 20)
            .mapToObj(i ->
                    new Sample(i + ".png", Path.of(i + ".png"), Label.NORMAL, "good", new Mask.None(), Split.TRAIN))
            .toList();

    private static PictureFeatures features(final Sample sample) {
        final int number = SAMPLES.indexOf(sample);
        final Random random = new Random(number);
        return new PictureFeatures(
                new Size(10 + number, 20),
                List.of(map(random, 2, 4, 4 + number), map(random, 3, 2, 2 + number), map(random, 5, 1, 1)));
    }

    private static FeatureMap map(final Random random, final int channels, final int height, final int width) {
        final float[] values = new float[channels * height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return new FeatureMap(channels, height, width, values);
    }

    @Test
    void givesTheLayersThatAreWantedInTheirOrder() {
        final Map<String, Integer> asked = new ConcurrentHashMap<>();
        try (StoredFeatures stored = StoredFeatures.create(List.of("a", "b", "c"));
                Workers workers = new Workers(3)) {
            stored.add(
                    SAMPLES,
                    sample -> {
                        asked.merge(sample.id(), 1, Integer::sum);
                        return features(sample);
                    },
                    workers,
                    Progress.SILENT);
            final FeatureSource some = stored.of(List.of("c", "a"));
            for (final Sample sample : SAMPLES) {
                final PictureFeatures expected = features(sample);
                final PictureFeatures read = some.features(sample);
                assertThat(read.size()).isEqualTo(expected.size());
                assertThat(read.layers())
                        .usingRecursiveComparison()
                        .isEqualTo(List.of(
                                expected.layers().get(2), expected.layers().get(0)));
            }
        }
        assertThat(asked.values())
                .as("each picture goes through the network once")
                .containsOnly(1);
    }

    @Test
    void aPictureThatCouldNotBeReadIsSaidEachTime() {
        try (StoredFeatures stored = StoredFeatures.create(List.of("a", "b", "c"));
                Workers workers = new Workers(2)) {
            stored.add(
                    SAMPLES,
                    sample -> {
                        if (sample.id().equals("3.png")) {
                            throw new InputException("3.png is damaged.");
                        }
                        return features(sample);
                    },
                    workers,
                    Progress.SILENT);
            final FeatureSource all = stored.of(List.of("a", "b", "c"));
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> all.features(SAMPLES.get(3)))
                        .isInstanceOf(InputException.class)
                        .hasMessage("3.png is damaged.");
            }
            assertThat(all.features(SAMPLES.get(4)).layers()).hasSize(3);
        }
    }

    @Test
    void aLayerThatIsNotStoredIsRefused() {
        try (StoredFeatures stored = StoredFeatures.create(List.of("a"))) {
            assertThatThrownBy(() -> stored.of(List.of("b"))).hasMessageContaining("b");
        }
    }
}
