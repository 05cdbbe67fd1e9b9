package io.blemish.spring;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.spring.InspectionRefusedException.Reason;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A model of the properties: the version that serves, and the file that may hold another. Any thread may borrow it. */
final class ServedModel {
    private static final Logger LOG = LoggerFactory.getLogger(ServedModel.class);

    private final String name;
    private final ModelFile file;
    private volatile @Nullable OpenModel current;

    /** Why the file as it is now cannot be used. */
    private volatile Optional<String> problem = Optional.empty();

    /** The file when it was last opened, or found to be damaged. Guarded by this, as is what follows. */
    private Optional<ModelFile.Stamp> tried = Optional.empty();

    private int copies;
    private boolean closed;

    ServedModel(final String name, final ModelFile file) {
        this.name = name;
        this.file = file;
    }

    /**
     * Takes up the file if it has changed since the last try. If it cannot be used, the version before goes on.
     *
     * @param folder for the copy
     * @return whether another version serves now
     */
    synchronized boolean refresh(final Path folder) {
        final Optional<ModelFile.Stamp> now = file.stamp();
        if (closed || (now.isPresent() && now.equals(tried))) {
            return false;
        }
        tried = now;
        try {
            final OpenModel open = file.open(folder.resolve(name + "-" + ++copies + ".blemish"));
            problem = Optional.empty();
            replace(open);
            LOG.info("Model {}: version {}", name, open.version());
            return true;
        } catch (final BlemishException | IllegalArgumentException e) {
            // All but damage may be over at the next look, though the file is the same.
            if (!(e instanceof BlemishException known && known.code() == ErrorCode.MODEL_DAMAGED)) {
                tried = Optional.empty();
            }
            tell(String.valueOf(e.getMessage()));
            return false;
        } catch (final RuntimeException | Error e) {
            // Too little memory for one: it may be over at the next look.
            tried = Optional.empty();
            problem = Optional.of(e.toString());
            throw e;
        }
    }

    /** Lets the model be opened again. */
    synchronized void reopen() {
        closed = false;
    }

    /** Once for each reason: a file that is missing is looked for again and again. */
    private void tell(final String reason) {
        if (!problem.equals(Optional.of(reason))) {
            LOG.error(
                    "Model {} {}: {}",
                    name,
                    current == null ? "cannot be used" : "stays as it is, because its file cannot be used",
                    reason);
        }
        problem = Optional.of(reason);
    }

    private void replace(final OpenModel open) {
        final OpenModel before = current;
        current = open;
        if (before != null) {
            before.retire();
        }
    }

    /**
     * The version that serves, kept open for the caller.
     *
     * @throws InspectionRefusedException if there is none
     */
    BorrowedModel borrow() {
        while (true) {
            final OpenModel open = current;
            if (open == null) {
                throw new InspectionRefusedException(
                        Reason.MODEL_UNAVAILABLE,
                        "Model " + name + " cannot be used now; the reason is in the application's log.");
            }
            if (open.borrow()) {
                return new BorrowedModel(name, open);
            }
        }
    }

    Optional<String> version() {
        return Optional.ofNullable(current).map(OpenModel::version);
    }

    Optional<String> problem() {
        return problem;
    }

    /** Lets nobody borrow the model any more, and opens no other version. Returns the version that others may still use. */
    synchronized Optional<OpenModel> retire() {
        final Optional<OpenModel> open = Optional.ofNullable(current);
        current = null;
        tried = Optional.empty();
        closed = true;
        open.ifPresent(OpenModel::retire);
        return open;
    }
}
