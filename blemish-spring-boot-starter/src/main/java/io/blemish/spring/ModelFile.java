package io.blemish.spring;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.ModelException;
import io.blemish.artifact.Sha256;
import io.blemish.backbone.Device;
import io.blemish.backbone.Execution;
import io.blemish.model.Model;
import io.blemish.model.OpenOptions;
import io.blemish.model.ThresholdChange;
import io.blemish.prediction.FalseAlarmLimit;
import io.blemish.spring.BlemishProperties.ModelProperties;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.util.ResourceUtils;

/** The file that a model comes from, wherever it lies. It is copied before it is opened, since an open model is a mapped file. */
final class ModelFile {
    private static final int VERSION_DIGITS = 12;

    private final Resource resource;
    private final ModelProperties properties;
    private final Execution execution;

    /**
     * The attributes by which a change is noticed.
     *
     * @param bytes the file's size
     * @param modified when it was last written, in milliseconds
     */
    record Stamp(long bytes, long modified) {}

    ModelFile(final ResourceLoader loader, final ModelProperties properties, final Device device) {
        final String location = properties.location();
        this.resource = ResourceUtils.isUrl(location) ? loader.getResource(location) : new FileSystemResource(location);
        this.properties = properties;
        this.execution = new Execution(properties.threads(), device, true);
    }

    /** The attributes of the file now; empty if it is not there or cannot be read. */
    Optional<Stamp> stamp() {
        try {
            return Optional.of(new Stamp(resource.contentLength(), resource.lastModified()));
        } catch (final IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Opens a copy of the file and judges a picture with it.
     *
     * @param copy where to put it
     * @throws BlemishException if it is not there or cannot be used; there is no copy then
     */
    OpenModel open(final Path copy) {
        try {
            copy(copy);
            final String version = Sha256.of(copy).substring(0, VERSION_DIGITS);
            moveThreshold(copy);
            return open(copy, version);
        } catch (final IOException e) {
            discard(copy);
            throw new ModelException(
                    ErrorCode.MODEL_MISSING, "Model file " + properties.location() + " cannot be read.", e);
        } catch (final BlemishException e) {
            discard(copy);
            // Nobody knows the copy.
            throw new ModelException(
                    e.code(), String.valueOf(e.getMessage()).replace(copy.toString(), properties.location()), e);
        } catch (final RuntimeException | Error e) {
            discard(copy);
            throw e;
        }
    }

    private void copy(final Path copy) throws IOException {
        try (InputStream in = resource.getInputStream()) {
            Files.copy(in, copy);
        }
    }

    private void moveThreshold(final Path copy) {
        final Double share = properties.maxFalseAlarms();
        if (share != null) {
            ThresholdChange.write(
                    copy,
                    copy,
                    before -> before.at(new FalseAlarmLimit(share, before.confidence())),
                    "blemish-spring-boot-starter",
                    Optional.of("blemish.models.*.max-false-alarms"),
                    Instant.now());
        }
    }

    private OpenModel open(final Path copy, final String version) {
        final Model model = Model.open(copy, OpenOptions.DEFAULT.withExecution(execution));
        try {
            model.requireIntact();
            final OpenModel open = new OpenModel(model, version, copy);
            open.canary().problem().ifPresent(problem -> {
                throw new ModelException(ErrorCode.MODEL_DAMAGED, problem);
            });
            return open;
        } catch (final RuntimeException e) {
            model.close();
            throw e;
        }
    }

    /** Removes a copy, if the operating system lets go of it; it lies in a folder that is removed later. */
    static void discard(final Path copy) {
        copy.toFile().delete();
    }
}
