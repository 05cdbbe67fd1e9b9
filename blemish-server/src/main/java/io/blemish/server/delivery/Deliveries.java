package io.blemish.server.delivery;

import io.blemish.server.delivery.Receipt.Away;
import io.blemish.server.delivery.Receipt.Refused;
import io.blemish.server.delivery.Receipt.Taken;
import io.blemish.server.history.HistoryException;
import io.blemish.server.history.Letter;
import io.blemish.server.history.Outbox;
import io.blemish.server.history.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers the letters of one target from a thread of its own, so that a slow receiver delays no verdict. Letters of a model go in the order of
 * its verdicts: one that is refused holds back those of its model until it is taken or given up, and a receiver that is away holds back all.
 * The thread closes the target in the end.
 */
public final class Deliveries implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    /** As many letters may arrive twice after a crash. */
    private static final int PAGE = 50;

    /** How long the thread rests if nobody wakes it. */
    private static final Duration REST = Duration.ofSeconds(1);

    private final Outbox outbox;
    private final Target target;
    private final Retries retries;
    private final Function<Verdict, byte[]> json;
    private final Consumer<Boolean> counter;
    private final Thread thread;

    /** The models whose first letter was refused. */
    private final Map<String, Trouble> refused = new HashMap<>();

    private Trouble away = Trouble.NONE;
    private volatile boolean closed;

    /**
     * Something that does not go well.
     *
     * @param failures how often it was tried
     * @param until when it is to be tried again, in terms of {@link System#nanoTime}
     */
    private record Trouble(int failures, long until) {
        static final Trouble NONE = new Trouble(0, System.nanoTime());

        Trouble more(final Retries retries) {
            return new Trouble(
                    failures + 1,
                    System.nanoTime() + retries.delay(failures + 1).toNanos());
        }

        boolean over() {
            return System.nanoTime() - until >= 0;
        }
    }

    /**
     * Begins to deliver.
     *
     * @param outbox where the letters are
     * @param target who gets them
     * @param retries how often each is tried
     * @param json writes a verdict
     * @param counter is told of each attempt whether the receiver has taken the letter
     */
    public Deliveries(
            final Outbox outbox,
            final Target target,
            final Retries retries,
            final Function<Verdict, byte[]> json,
            final Consumer<Boolean> counter) {
        this.outbox = outbox;
        this.target = target;
        this.retries = retries;
        this.json = json;
        this.counter = counter;
        this.thread = new Thread(this::run, "deliver-" + target.name());
        thread.start();
    }

    /** Tells that there may be a new letter. */
    public void wake() {
        LockSupport.unpark(thread);
    }

    private void run() {
        try {
            while (!closed) {
                if (!deliverSome()) {
                    LockSupport.parkNanos(this, pause());
                }
            }
        } catch (final InterruptedException e) {
            LOG.debug("The server stops while a letter is delivered.", e);
        } finally {
            // It has ended the loop, and would keep the target from being closed.
            Thread.interrupted();
            target.close();
        }
    }

    /** Until the next attempt is due, and never longer than a rest. */
    private long pause() {
        final long now = System.nanoTime();
        long pause = REST.toNanos();
        for (final Trouble trouble : refused.values()) {
            pause = Math.min(pause, trouble.until() - now);
        }
        return Math.max(1, away.over() ? pause : Math.min(REST.toNanos(), away.until() - now));
    }

    /** Delivers the letters that are due, up to a page. Returns whether there may be more. */
    private boolean deliverSome() throws InterruptedException {
        if (!away.over()) {
            return false;
        }
        try {
            final List<Letter> letters = outbox.first(target.name(), heldBack(), PAGE);
            deliver(letters);
            return letters.size() == PAGE;
        } catch (final HistoryException e) {
            LOG.warn("Deliveries to {} wait: {}", target.name(), e.getMessage());
            away = away.more(retries);
            return false;
        } catch (final RuntimeException e) {
            LOG.error("Deliveries to {} wait.", target.name(), e);
            away = away.more(retries);
            return false;
        }
    }

    private Set<String> heldBack() {
        final Set<String> models = new HashSet<>();
        refused.forEach((model, trouble) -> {
            if (!trouble.over()) {
                models.add(model);
            }
        });
        return models;
    }

    private void deliver(final List<Letter> letters) throws InterruptedException {
        final List<Letter> taken = new ArrayList<>();
        final Set<String> heldBack = new HashSet<>();
        try {
            for (final Letter letter : letters) {
                final String model = letter.verdict().model();
                if (!closed && away.over() && !heldBack.contains(model)) {
                    final Receipt receipt = target.deliver(letter, json.apply(letter.verdict()));
                    counter.accept(receipt instanceof Taken);
                    if (receipt instanceof Taken) {
                        taken.add(letter);
                        back();
                        refused.remove(model);
                    } else if (receipt instanceof Refused problem) {
                        back();
                        refuse(letter, problem.problem());
                        heldBack.add(model);
                    } else if (receipt instanceof Away problem) {
                        wait(letter, problem.problem());
                    }
                }
            }
        } finally {
            outbox.delivered(taken);
        }
    }

    private void back() {
        if (away.failures() > 0) {
            LOG.info("The receiver {} is back.", target.name());
            away = Trouble.NONE;
        }
    }

    private void refuse(final Letter letter, final String problem) {
        final String model = letter.verdict().model();
        final Trouble trouble = refused.getOrDefault(model, Trouble.NONE).more(retries);
        if (trouble.failures() < retries.refusals()) {
            refused.put(model, trouble);
        } else {
            refused.remove(model);
            giveUp(letter, problem);
        }
    }

    private void wait(final Letter letter, final String problem) {
        if (away.failures() == 0) {
            LOG.warn("{} Verdicts are kept for it.", problem);
        }
        away = away.more(retries);
        if (letter.verdict().time().isBefore(Instant.now().minus(retries.patience()))) {
            giveUp(letter, problem);
        }
    }

    private void giveUp(final Letter letter, final String problem) {
        LOG.error("Verdict {} was not delivered. {}", letter.verdict().id(), problem);
        outbox.failed(letter.number(), problem);
    }

    /** Ends the delivery that is under way. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
