package io.blemish.spark;

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
        return MODELS.borrow(location, source.stamp(), () -> OpenModel.of(source));
    }
}
