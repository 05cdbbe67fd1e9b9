package io.blemish.comparison;

import com.sun.management.GarbageCollectionNotificationInfo;
import io.blemish.parallel.Progress;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * The most memory in use while it watches: what garbage collections leave on the heap, and direct buffers. Garbage does not
 * count, since how much of it there is says only how large the heap is; nor do mapped files, which the system drops when it
 * needs the room, nor what ONNX Runtime holds for the network. Besides the collections that happen it makes one at the end
 * of each stage, when most is held.
 */
final class MemoryWatch implements AutoCloseable {
    private static final double NANOS = 1e9;

    private static final long SETTLING_NANOS = 20_000_000;

    private final AtomicLong peakHeap = new AtomicLong();
    private final AtomicLong peakDirect = new AtomicLong();
    private final AtomicLong looking = new AtomicLong();
    private final Set<String> heapPools = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(pool -> pool.getName())
            .collect(Collectors.toUnmodifiableSet());
    private final NotificationListener listener = this::collected;

    MemoryWatch() {
        for (final GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (collector instanceof NotificationEmitter emitter) {
                emitter.addNotificationListener(listener, null, null);
            }
        }
        look();
        looking.set(0);
    }

    private void collected(final Notification notification, final Object unused) {
        if (GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION.equals(notification.getType())) {
            final Map<String, MemoryUsage> after = GarbageCollectionNotificationInfo.from(
                            (CompositeData) notification.getUserData())
                    .getGcInfo()
                    .getMemoryUsageAfterGc();
            note(after.entrySet().stream()
                    .filter(pool -> heapPools.contains(pool.getKey()))
                    .mapToLong(pool -> pool.getValue().getUsed())
                    .sum());
        }
    }

    private void note(final long heap) {
        peakHeap.accumulateAndGet(heap, Math::max);
    }

    /** Collects garbage and looks at what is left. */
    void look() {
        final long begun = System.nanoTime();
        System.gc();
        note(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        peakDirect.accumulateAndGet(settledDirect(), Math::max);
        looking.addAndGet(System.nanoTime() - begun);
    }

    /** Direct buffers that nobody refers to are freed by another thread, soon after the collection. */
    private static long settledDirect() {
        long before = Long.MAX_VALUE;
        long now = direct();
        while (now < before) {
            LockSupport.parkNanos(SETTLING_NANOS);
            before = now;
            now = direct();
        }
        return now;
    }

    private static long direct() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    /** Passes on what it hears, and looks at the end of each stage. */
    Progress with(final Progress progress) {
        return new Progress() {
            @Override
            public void report(final String stage, final long done, final long total) {
                progress.report(stage, done, total);
                if (done == total) {
                    look();
                }
            }

            @Override
            public Progress muted() {
                return progress.muted();
            }
        };
    }

    /** The most so far, in bytes. */
    long peak() {
        return peakHeap.get() + peakDirect.get();
    }

    /** Seconds spent on looking. */
    double secondsLooking() {
        return looking.get() / NANOS;
    }

    @Override
    public void close() {
        for (final GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (collector instanceof NotificationEmitter emitter) {
                try {
                    emitter.removeNotificationListener(listener);
                } catch (final ListenerNotFoundException e) {
                    throw new IllegalStateException("the listener was added when this was made", e);
                }
            }
        }
    }
}
