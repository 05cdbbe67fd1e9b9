package io.blemish.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.PictureException;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class WorkersTest {
    @Test
    void everyItemIsDoneOnce() {
        for (int threads = 1; threads <= 5; threads++) {
            final AtomicIntegerArray seen = new AtomicIntegerArray(1003);
            try (Workers workers = new Workers(threads)) {
                workers.forBlocks(1003, 10, (from, to) -> {
                    for (int i = from; i < to; i++) {
                        seen.incrementAndGet(i);
                    }
                });
            }
            for (int i = 0; i < seen.length(); i++) {
                assertThat(seen.get(i)).isEqualTo(1);
            }
        }
    }

    @Test
    void aFailureArrivesAsItWasThrown() {
        final BlemishException thrown = new PictureException(ErrorCode.PICTURE_UNREADABLE, "a sentence");
        try (Workers workers = new Workers(3)) {
            assertThatThrownBy(() -> workers.forEach(100, i -> {
                        if (i == 50) {
                            throw thrown;
                        }
                    }))
                    .isSameAs(thrown);
        }
    }
}
