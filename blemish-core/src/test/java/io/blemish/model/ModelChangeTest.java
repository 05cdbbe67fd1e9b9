package io.blemish.model;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelChangeTest {
    @Test
    void aPictureThatWasTakenOutIsNotKnownByItsOldContent() {
        assertThat(ModelChange.contents(List.of(
                        change(List.of("a.png=1", "b.png=2"), List.of()),
                        change(List.of(), List.of("a.png")),
                        change(List.of("a.png=3"), List.of("fitted.png")),
                        change(List.of("b.png=4"), List.of("b.png")))))
                .containsOnly(entry("a.png", "3"), entry("b.png", "4"));
    }

    private static ModelChange change(final List<String> added, final List<String> forgotten) {
        return new ModelChange(
                Instant.EPOCH,
                "an engineer",
                "an update",
                Optional.empty(),
                "hash",
                added.stream()
                        .map(one -> one.split("=", 2))
                        .map(one -> new ModelChange.Added(one[0], one[1]))
                        .toList(),
                forgotten);
    }
}
