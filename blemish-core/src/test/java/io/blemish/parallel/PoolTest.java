package io.blemish.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    void threadsNeverShareAnObject() {
        final Set<Object> inUse = ConcurrentHashMap.newKeySet();
        final AtomicInteger shared = new AtomicInteger();
        try (Workers workers = new Workers(4)) {
            workers.forEach(
                    2000,
                    i -> pool.use(object -> {
                        if (!inUse.add(object)) {
                            shared.incrementAndGet();
                        }
                        Thread.yield();
                        inUse.remove(object);
                    }));
        }
        assertThat(shared).hasValue(0);
        assertThat(made.get()).isBetween(1, 4);
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
