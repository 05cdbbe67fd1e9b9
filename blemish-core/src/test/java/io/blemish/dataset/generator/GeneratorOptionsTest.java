package io.blemish.dataset.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratorOptionsTest {
    private static final GeneratorOptions DEFAULT = GeneratorOptions.DEFAULT;

    @ParameterizedTest
    @ValueSource(ints = {63, 2049})
    void refusesASizeOutsideOfItsRange(final int size) {
        assertThatThrownBy(() -> DEFAULT.withSize(size))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("size must be from 64 to 2048, not " + size);
    }

    @Test
    void needsAKindAndATrainingPicture() {
        assertThatThrownBy(() -> DEFAULT.withKinds(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DEFAULT.withCounts(0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DEFAULT.withCounts(1, -1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DEFAULT.withCounts(1, 1, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aKindThatIsNamedTwiceIsGeneratedOnce() {
        assertThat(DEFAULT.withKinds(List.of(PartKind.TILE, PartKind.GEAR, PartKind.TILE))
                        .kinds())
                .containsExactly(PartKind.TILE, PartKind.GEAR);
    }
}
