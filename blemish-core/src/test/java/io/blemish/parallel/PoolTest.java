package io.blemish.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PoolTest {
    private final AtomicInteger made = new AtomicInteger();
    private final Pool<Object> pool = new Pool<>(() -> {
        made.incrementAndGet();
        return new Object();
    });

    @Test
    void oneUserAfterTheOtherGetsTheSameObject() {
        final List<Object> used = new ArrayList<>();
        pool.use(used::add);
        pool.use(used::add);
        assertThat(used.get(1)).isSameAs(used.get(0));
    }

    @Test
    void usersAtTheSameTimeGetDifferentObjects() {
        pool.use(outer -> pool.use(inner -> assertThat(inner).isNotSameAs(outer)));
        assertThat(made).hasValue(2);
    }

    @Test
    void threadsAtTheSameTimeGetDifferentObjects() {
        final Set<Object> used = ConcurrentHashMap.newKeySet();
        final CountDownLatch inUse = new CountDownLatch(4);
        try (Workers workers = new Workers(4)) {
            workers.forEach(
                    4,
                    i -> pool.use(object -> {
                        used.add(object);
                        inUse.countDown();
                        awaitAll(inUse);
                    }));
        }
        assertThat(used).hasSize(4);
        pool.use(object -> assertThat(used).contains(object));
    }

    private static void awaitAll(final CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void anObjectWhoseWorkThrowsIsNotUsedAgain() {
        assertThatThrownBy(() -> pool.use(object -> {
                    throw new IllegalStateException("the work fails");
                }))
                .hasMessage("the work fails");
        pool.use(object -> {});
        assertThat(made).hasValue(2);
    }

    @Test
    void aClearedPoolMakesItsObjectsAnew() {
        pool.use(object -> {});
        pool.clear();
        pool.use(object -> {});
        assertThat(made).hasValue(2);
    }
}
