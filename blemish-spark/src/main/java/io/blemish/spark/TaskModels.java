package io.blemish.spark;

import io.blemish.BlemishException;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;

/**
 * The models of this JVM as its tasks see them. A task asks once whether there is a new version, when it judges its first
 * picture, and keeps that version to its end; so a new version is taken up from one micro-batch to the next.
 */
final class TaskModels {
    private static final System.Logger LOG = System.getLogger(TaskModels.class.getName());
    private static final SharedValues<OpenModel> MODELS = new SharedValues<>();
    private static final ConcurrentMap<Borrower, Shared<OpenModel>> BORROWED = new ConcurrentHashMap<>();

    private TaskModels() {}

    private record Borrower(long task, String location) {}

    /**
     * Works with a model.
     *
     * @param location of its file
     * @param work what to do with it
     */
    static <R> R with(final String location, final Function<OpenModel, R> work) {
        final @Nullable TaskContext task = TaskContext.get();
        if (task == null) {
            // Spark judges small tables of its driver without a task.
            final Shared<OpenModel> model = borrow(location);
            try {
                return work.apply(model.value());
            } finally {
                model.giveBack();
            }
        }
        return work.apply(ofTask(task, location).value());
    }

    private static Shared<OpenModel> ofTask(final TaskContext task, final String location) {
        return BORROWED.computeIfAbsent(new Borrower(task.taskAttemptId(), location), borrower -> {
            final Shared<OpenModel> model = borrow(location);
            task.addTaskCompletionListener((TaskCompletionListener) ended -> {
                BORROWED.remove(borrower);
                model.giveBack();
            });
            return model;
        });
    }

    private static Shared<OpenModel> borrow(final String location) {
        final ModelSource source = new ModelSource(location);
        try {
            return MODELS.borrow(location, source.stamp(), () -> OpenModel.of(source));
        } catch (final BlemishException e) {
            // A file that is being exchanged may be missing for a moment, and a stream must not end for that. Each row
            // tells its model.
            final Optional<Shared<OpenModel>> before = MODELS.borrowLatest(location);
            LOG.log(
                    Level.WARNING,
                    before.isPresent() ? "{0} The version before it judges on." : "{0}",
                    String.valueOf(e.getMessage()));
            return before.orElseThrow(() -> e);
        }
    }
}
