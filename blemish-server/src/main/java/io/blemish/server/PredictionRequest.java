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

/** The pictures of one request, until all have a verdict or one of them is refused. */
final class PredictionRequest {
    private static final Logger LOG = LoggerFactory.getLogger(PredictionRequest.class);

    private final BorrowedModel model;
    private final List<SentPicture> pictures;
    private final long submitted = System.nanoTime();
    private final long deadline;
    private final AtomicReferenceArray<PredictedPicture> results;
    private final AtomicInteger unfinished;
    private final CompletableFuture<List<PredictedPicture>> result = new CompletableFuture<>();

    /**
     * A request.
     *
     * @param model released when the last picture is finished
     * @param pictures in the order of the results
     * @param deadline in terms of {@link System#nanoTime}
     */
    PredictionRequest(final BorrowedModel model, final List<SentPicture> pictures, final long deadline) {
        this.model = model;
        this.pictures = pictures;
        this.deadline = deadline;
        this.results = new AtomicReferenceArray<>(pictures.size());
        this.unfinished = new AtomicInteger(pictures.size());
    }

    Model model() {
        return model.model();
    }

    SentPicture picture(final int index) {
        return pictures.get(index);
    }

    /** When it was made, in terms of {@link System#nanoTime}. */
    long submitted() {
        return submitted;
    }

    /**
     * Checks the deadline.
     *
     * @throws ProblemException if it has passed
     */
    void checkDeadline(final long now) {
        if (now > deadline) {
            throw deadlinePassed();
        }
    }

    private static ProblemException deadlinePassed() {
        return new ProblemException(
                ProblemKind.DEADLINE,
                "The deadline passed before the picture's turn came. Try again in a moment, or send fewer at once.");
    }

    void setResult(final int index, final PredictedPicture picture) {
        results.set(index, picture);
    }

    /** Runs work for this request, unless nobody waits for it any more. If the work fails, so does the request. */
    void attempt(final Runnable work) {
        try {
            if (!result.isDone()) {
                work.run();
            }
        } catch (final ProblemException e) {
            result.completeExceptionally(e);
        } catch (final RuntimeException | Error e) {
            LOG.error("A prediction failed.", e);
            result.completeExceptionally(e);
        }
    }

    /** Notes that one of the pictures is finished, with a verdict or without. */
    void finishPicture() {
        if (unfinished.decrementAndGet() == 0) {
            model.close();
            if (!result.isDone()) {
                result.complete(IntStream.range(0, results.length())
                        .mapToObj(results::get)
                        .toList());
            }
        }
    }

    /**
     * Waits for all verdicts.
     *
     * @return in the order of the pictures
     * @throws ProblemException if the deadline passes, or a picture is refused
     */
    List<PredictedPicture> await() {
        try {
            return result.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (final TimeoutException e) {
            final ProblemException late = deadlinePassed();
            result.completeExceptionally(late);
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
