package io.blemish.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.dataset.Dataset;
import io.blemish.dataset.Label;
import io.blemish.dataset.Mask;
import io.blemish.dataset.Sample;
import io.blemish.dataset.Split;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class NextCommandsTest {
    private static final Sample TRAINED = sample("good/0.png", Label.NORMAL, Split.TRAIN);
    private static final Sample GOOD = sample("good/1.png", Label.NORMAL, Split.TEST);
    private static final Sample DEFECTIVE = sample("dent/0.png", Label.ANOMALOUS, Split.TEST);

    @Test
    void aSetWithBothKindsOfTestPicturesIsEvaluated() {
        assertThat(next(List.of(), TRAINED, GOOD, DEFECTIVE))
                .containsExactly(
                        "Next: blemish evaluate part.blemish parts --split my.json",
                        "      blemish predict part.blemish parts/dent/0.png");
    }

    @Test
    void goodPicturesAloneAreNotEvaluated() {
        assertThat(next(List.of(), TRAINED)).containsExactly("Next: blemish predict part.blemish parts/good/0.png");
        assertThat(next(List.of(), TRAINED, GOOD))
                .containsExactly("Next: blemish predict part.blemish parts/good/1.png");
    }

    @Test
    void aNetworkThatTheModelLacksIsNamed() {
        assertThat(next(List.of("--backbone", "my net.onnx"), TRAINED))
                .containsExactly("Next: blemish predict part.blemish parts/good/0.png --backbone 'my net.onnx'");
    }

    private static List<String> next(final List<String> networks, final Sample... samples) {
        final Dataset dataset = new Dataset("parts", Path.of("parts"), "folder", List.of(samples));
        return new NextCommands(Path.of("part.blemish"), networks, List.of("parts", "--split", "my.json"), dataset)
                .text()
                .lines()
                .toList();
    }

    private static Sample sample(final String id, final Label label, final Split split) {
        return new Sample(id, Path.of("parts").resolve(id), label, "kind", new Mask.None(), split);
    }
}
