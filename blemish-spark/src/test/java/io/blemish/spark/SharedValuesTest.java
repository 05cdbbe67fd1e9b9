package io.blemish.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedValuesTest {
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final SharedValues<AutoCloseable> values = new SharedValues<>();

    private Shared<AutoCloseable> borrow(final int version) {
        return values.borrow("model", version, () -> {
            made.incrementAndGet();
            return closed::incrementAndGet;
        });
    }

    @Test
    void isMadeOnceForAllThatAskAtOnce() throws Exception {
        final ExecutorService tasks = Executors.newFixedThreadPool(8);
        try {
            final List<Future<Shared<AutoCloseable>>> borrowed = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                borrowed.add(tasks.submit(() -> borrow(1)));
            }
            for (final Future<Shared<AutoCloseable>> each : borrowed) {
                each.get().giveBack();
            }
        } finally {
            tasks.shutdownNow();
        }
        assertThat(made).hasValue(1);
        assertThat(closed).hasValue(0);
    }

    @Test
    void anEarlierVersionIsClosedByWhoeverGivesItBackLast() {
        final Shared<AutoCloseable> first = borrow(1);
        final Shared<AutoCloseable> again = borrow(1);
        final Shared<AutoCloseable> second = borrow(2);
        assertThat(made).hasValue(2);
        first.giveBack();
        assertThat(closed).hasValue(0);
        again.giveBack();
        assertThat(closed).hasValue(1);
        second.giveBack();
        assertThat(closed).as("the latest stays for the next task").hasValue(1);
        values.forget("model");
        assertThat(closed).hasValue(2);
    }

    @Test
    void isNeverClosedWhileATaskHoldsItHoweverOftenTheVersionChanges() throws Exception {
        final SharedValues<Flag> flags = new SharedValues<>();
        final ExecutorService tasks = Executors.newFixedThreadPool(8);
        try {
            final List<Future<Boolean>> open = new ArrayList<>();
            for (int i = 0; i < 20_000; i++) {
                final int version = i % 2;
                open.add(tasks.submit(() -> {
                    final Shared<Flag> held = flags.borrow("model", version, Flag::new);
                    final boolean good = !held.value().closed.get();
                    held.giveBack();
                    return good;
                }));
            }
            for (final Future<Boolean> each : open) {
                assertThat(each.get()).isTrue();
            }
        } finally {
            tasks.shutdownNow();
        }
    }

    /** Knows whether it is closed. */
    private static final class Flag implements AutoCloseable {
        private final AtomicBoolean closed = new AtomicBoolean();

        @Override
        public void close() {
            closed.set(true);
        }
    }

    @Test
    void whatCannotBeMadeLeavesTheVersionBeforeIt() {
        borrow(1).giveBack();
        assertThatThrownBy(() -> values.borrow("model", 2, () -> {
                    throw new IllegalStateException("damaged");
                }))
                .hasMessage("damaged");
        borrow(1).giveBack();
        assertThat(made).hasValue(1);
        assertThat(closed).hasValue(0);
        assertThat(values.borrowLatest("another")).isEmpty();
        final Shared<AutoCloseable> kept = values.borrowLatest("model").orElseThrow();
        borrow(2).giveBack();
        assertThat(closed).as("it is still held").hasValue(0);
        kept.giveBack();
        assertThat(closed).hasValue(1);
    }
}
