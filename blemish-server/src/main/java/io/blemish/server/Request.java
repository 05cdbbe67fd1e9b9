package io.blemish.server;

import io.blemish.model.Model;
import io.blemish.server.http.ProblemException;
import io.blemish.server.http.ProblemKind;
import io.blemish.server.models.BorrowedModel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pictures of one request, until all are judged or one is refused. */
final class Request {
    private static final Logger LOG = LoggerFactory.getLogger(Request.class);

    private final BorrowedModel model;
    private final List<Judge.Picture> pictures;
    private final long submitted = System.nanoTime();
    private final long deadline;
    private final AtomicReferenceArray<Judge.Judged> results;
    private final AtomicInteger open;
    private final CompletableFuture<List<Judge.Judged>> done = new CompletableFuture<>();

    /**
     * A request.
     *
     * @param model given back when the last picture is done with it
     * @param deadline in the terms of {@link System#nanoTime}
     */
    Request(final BorrowedModel model, final List<Judge.Picture> pictures, final long deadline) {
        this.model = model;
        this.pictures = pictures;
        this.deadline = deadline;
        this.results = new AtomicReferenceArray<>(pictures.size());
        this.open = new AtomicInteger(pictures.size());
    }

    Model model() {
        return model.model();
    }

    Judge.Picture picture(final int index) {
        return pictures.get(index);
    }

    long submitted() {
        return submitted;
    }

    boolean late(final long now) {
        return now > deadline;
    }

    void judged(final int index, final Judge.Judged result) {
        results.set(index, result);
    }

    /** Works on it, unless nobody waits for it any more; where that fails, it is refused. */
    void attempt(final Runnable work) {
        try {
            if (!done.isDone()) {
                work.run();
            }
        } catch (final ProblemException e) {
            done.completeExceptionally(e);
        } catch (final RuntimeException | Error e) {
            LOG.error("A picture could not be judged.", e);
            done.completeExceptionally(e);
        }
    }

    /** One of its pictures is done with, judged or not. */
    void settle() {
        if (open.decrementAndGet() == 0) {
            model.close();
            if (!done.isDone()) {
                done.complete(IntStream.range(0, results.length())
                        .mapToObj(results::get)
                        .toList());
            }
        }
    }

    /** The verdicts, in the order of the pictures. */
    List<Judge.Judged> await() {
        try {
            return done.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (final TimeoutException e) {
            final ProblemException late = Overload.deadline();
            done.completeExceptionally(late);
            throw late;
        } catch (final ExecutionException e) {
            if (e.getCause() instanceof ProblemException problem) {
                throw problem;
            }
            throw new IllegalStateException(e.getCause());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ProblemKind.STOPPING, "The server is stopping.");
        }
    }
}
