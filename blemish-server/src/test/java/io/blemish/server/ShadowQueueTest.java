package io.blemish.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.prediction.Decision;
import io.blemish.server.models.ModelName;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** The pictures that wait for a shadow. */
class ShadowQueueTest {
    private static final ModelName PLATE = ModelName.of("plate").orElseThrow();
    private static final ModelName LID = ModelName.of("lid").orElseThrow();

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<String> judged = Collections.synchronizedList(new ArrayList<>());

    private static ShadowPicture picture(final ModelName model, final String id, final int bytes) {
        return new ShadowPicture(model, id, Decision.OK, new SentPicture(Optional.empty(), new byte[bytes]));
    }

    private double missed() {
        return registry.get("blemish.shadow.missed")
                .tag("model", "plate")
                .counter()
                .count();
    }

    @Test
    void whileTheWorkerIsHeldPicturesWaitUpToABoundAndTheOthersAreMissed() throws Exception {
        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch end = new CountDownLatch(1);
        try (ShadowQueue queue = new ShadowQueue(
                PLATE::equals,
                picture -> {
                    begun.countDown();
                    await(end);
                    judged.add(picture.id());
                },
                () -> {},
                new ShadowMetrics(registry))) {
            queue.offer(picture(PLATE, "first", 1));
            begun.await();
            for (int i = 1; i < ShadowQueue.CAPACITY + 3; i++) {
                queue.offer(picture(PLATE, "next", 1));
            }
            queue.offer(picture(LID, "of a model without a shadow", 1));

            assertThat(queue.waiting(PLATE)).isEqualTo(ShadowQueue.CAPACITY);
            assertThat(missed()).isEqualTo(3);
            end.countDown();
            Waiting.until("all are judged", () -> queue.waiting(PLATE) == 0);
            assertThat(judged)
                    .hasSize(ShadowQueue.CAPACITY)
                    .startsWith("first")
                    .doesNotContain("of a model without a shadow");
        }
    }

    @Test
    void picturesBeyondTheMemoryAreMissedAndNoneIsJudgedBeforeItsTurn() throws Exception {
        final Semaphore turns = new Semaphore(0);
        try (ShadowQueue queue = new ShadowQueue(
                PLATE::equals, picture -> judged.add(picture.id()), turns::acquire, new ShadowMetrics(registry))) {
            final int half = (int) (ShadowQueue.MAX_BYTES / 2);
            queue.offer(picture(PLATE, "a", half));
            queue.offer(picture(PLATE, "b", half));
            queue.offer(picture(PLATE, "c", 1));
            assertThat(missed()).isEqualTo(1);
            assertThat(judged).isEmpty();

            turns.release();
            Waiting.until("a is judged", () -> queue.waiting(PLATE) == 1);
            queue.offer(picture(PLATE, "d", 1));
            turns.release(2);
            Waiting.until("all are judged", () -> queue.waiting(PLATE) == 0);
            assertThat(judged).containsExactly("a", "b", "d");
        }
    }

    @Test
    void aFailureDoesNotEndTheWorker() throws Exception {
        try (ShadowQueue queue = new ShadowQueue(
                PLATE::equals,
                picture -> {
                    judged.add(picture.id());
                    throw new IllegalStateException("a test");
                },
                () -> {},
                new ShadowMetrics(registry))) {
            queue.offer(picture(PLATE, "a", 1));
            queue.offer(picture(PLATE, "b", 1));
            Waiting.until("both are done", () -> queue.waiting(PLATE) == 0);
            assertThat(judged).containsExactly("a", "b");
        }
    }

    private static void await(final CountDownLatch latch) {
        try {
            latch.await();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
