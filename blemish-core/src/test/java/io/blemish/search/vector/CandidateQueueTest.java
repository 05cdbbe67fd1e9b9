package io.blemish.search.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CandidateQueueTest {
    private final CandidateQueue queue = new CandidateQueue();

    /** The platform's priority queue is the definition. */
    @Test
    void pollsTheSmallestOfThoseAdded() {
        final Random random = new Random(1);
        final PriorityQueue<Long> expected = new PriorityQueue<>();
        for (int i = 0; i < 20_000; i++) {
            if (random.nextInt(3) > 0 || expected.isEmpty()) {
                final long one = ScoredRow.of(random.nextInt(50) - 25, random.nextInt(1000));
                queue.add(one);
                expected.add(one);
            } else {
                assertThat(queue.peek()).isEqualTo(expected.peek());
                assertThat(queue.poll()).isEqualTo(expected.poll());
            }
            assertThat(queue.size()).isEqualTo(expected.size());
        }
        while (!expected.isEmpty()) {
            assertThat(queue.poll()).isEqualTo(expected.poll());
        }
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void ordersThoseAppendedWhenAsked() {
        final Random random = new Random(2);
        for (int count = 0; count < 600; count += 7) {
            queue.clear();
            final long[] all = random.longs(count).toArray();
            for (final long one : all) {
                queue.append(one);
            }
            for (int i = 0; i < count; i++) {
                assertThat(queue.get(i)).isEqualTo(all[i]);
            }
            final int kept = count / 2;
            queue.heapify(kept);
            final long[] expected = Arrays.copyOf(all, kept);
            Arrays.sort(expected);
            for (final long one : expected) {
                assertThat(queue.poll()).isEqualTo(one);
            }
            assertThat(queue.isEmpty()).isTrue();
        }
    }

    @Test
    void rowsCanBeReplacedBeforeTheyAreOrdered() {
        queue.append(5);
        queue.append(9);
        queue.set(1, 3);
        queue.heapify(2);
        assertThat(queue.poll()).isEqualTo(3);
        assertThat(queue.poll()).isEqualTo(5);
    }

    @Test
    void isUsableAfterItGrewLarge() {
        for (int i = 0; i < 10_000; i++) {
            queue.append(i);
        }
        queue.clear();
        assertThat(queue.isEmpty()).isTrue();
        for (int i = 999; i >= 0; i--) {
            queue.add(i);
        }
        assertThat(queue.size()).isEqualTo(1000);
        assertThat(queue.poll()).isZero();
    }
}
