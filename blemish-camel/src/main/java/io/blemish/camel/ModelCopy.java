package io.blemish.camel;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.ModelException;
import io.blemish.ResourceException;
import io.blemish.artifact.Sha256;
import io.blemish.backbone.Execution;
import io.blemish.model.Model;
import io.blemish.model.OpenOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A model that was opened from a copy of its file, because an open model is a mapped file, to which nobody may write.
 *
 * @param model open
 * @param version the first twelve digits of the file's SHA-256
 * @param copy the file that is mapped
 */
record ModelCopy(Model model, String version, Path copy) {
    private static final int VERSION_DIGITS = 12;

    /**
     * Copies a model file, opens the copy and compares all of it with the hashes in it.
     *
     * @throws BlemishException if the file is not there, cannot be copied or cannot be used
     */
    static ModelCopy open(final Path file, final Execution execution) {
        final Path copy = copyOf(file);
        try {
            final String version = Sha256.of(copy).substring(0, VERSION_DIGITS);
            return new ModelCopy(intact(copy, execution), version, copy);
        } catch (final IOException e) {
            discard(copy);
            throw new ResourceException(ErrorCode.FILE_UNUSABLE, "The copy of " + file + " cannot be read.", e);
        } catch (final ModelException e) {
            discard(copy);
            // Nobody knows the copy.
            throw new ModelException(
                    e.code(), String.valueOf(e.getMessage()).replace(copy.toString(), file.toString()), e);
        } catch (final RuntimeException | Error e) {
            discard(copy);
            throw e;
        }
    }

    private static Path copyOf(final Path file) {
        try {
            final Path copy = Files.createTempFile("blemish-camel", ".blemish");
            try (InputStream in = Files.newInputStream(file)) {
                Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
                return copy;
            } catch (final NoSuchFileException e) {
                discard(copy);
                throw new ModelException(
                        ErrorCode.MODEL_MISSING, "Model file " + file + " does not exist; check the path.", e);
            } catch (final IOException e) {
                discard(copy);
                throw e;
            }
        } catch (final IOException e) {
            throw new ResourceException(
                    ErrorCode.FILE_UNUSABLE,
                    "Model file " + file + " cannot be copied to the folder for temporary files (" + e
                            + "); check the permissions of both, and whether there is room.",
                    e);
        }
    }

    private static Model intact(final Path copy, final Execution execution) {
        final Model model = Model.open(copy, OpenOptions.DEFAULT.withExecution(execution));
        try {
            model.requireIntact();
            return model;
        } catch (final RuntimeException | Error e) {
            model.close();
            throw e;
        }
    }

    /** Waits for pictures that are being judged. */
    void close() {
        model.close();
        discard(copy);
    }

    /** Removes a copy, if the operating system lets go of it. */
    private static void discard(final Path copy) {
        if (!copy.toFile().delete()) {
            copy.toFile().deleteOnExit();
        }
    }
}
