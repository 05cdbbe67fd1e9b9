package io.blemish.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShortListTest {
    @Test
    void listsEightNamesAndCountsTheOthers() {
        assertThat(ShortList.of(List.of("a"))).isEqualTo("a");
        assertThat(ShortList.of(names(8))).isEqualTo("0, 1, 2, 3, 4, 5, 6, 7");
        assertThat(ShortList.of(names(11))).isEqualTo("0, 1, 2, 3, 4, 5, 6, 7 and 3 more");
    }

    private static List<String> names(final int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }
}
