package io.blemish.cli;

import io.blemish.dataset.DatasetFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which data set to read; its layout is named by {@code --format}. */
final class DataOptions extends DataSelection {
    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = Choices.Formats.class,
            completionCandidates = Choices.Formats.class,
            description = "The folder's layout (${COMPLETION-CANDIDATES}); found by looking where it is left out.")
    private @Nullable DatasetFormat format;

    @Override
    Optional<DatasetFormat> layout() {
        return Optional.ofNullable(format);
    }
}
