package io.blemish.comparison;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.parallel.Cancellation;
import io.blemish.parallel.Progress;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class MemoryWatchTest {
    @Test
    void workThatIsNotShownCanStillBeCancelled() {
        final Cancellation cancellation = new Cancellation();
        try (MemoryWatch watch = new MemoryWatch()) {
            final Progress muted =
                    watch.with(cancellation.progress(Progress.SILENT)).muted();
            cancellation.cancel();
            assertThatThrownBy(() -> muted.report("coreset", 1, 2)).isInstanceOf(CancellationException.class);
        }
    }
}
