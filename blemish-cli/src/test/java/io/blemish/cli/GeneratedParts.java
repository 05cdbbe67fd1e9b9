package io.blemish.cli;

import io.blemish.dataset.generator.GeneratorOptions;
import io.blemish.dataset.generator.PartGenerator;
import io.blemish.dataset.generator.PartKind;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.nio.file.Path;
import java.util.List;

/** Small data sets for tests. */
final class GeneratedParts {
    private GeneratedParts() {}

    /**
     * Writes a data set in the layout of MVTec AD.
     *
     * @param folder gets the data set in a folder of the kind's name
     * @param size of the square pictures
     * @param train good pictures to fit on
     * @param good good pictures to test on
     * @param perDefect pictures of each of the five defects
     * @return the folder of the data set
     */
    static Path in(
            final Path folder,
            final PartKind kind,
            final int size,
            final int train,
            final int good,
            final int perDefect) {
        try (Workers workers = new Workers(2)) {
            PartGenerator.generate(
                    folder,
                    new GeneratorOptions(List.of(kind), size, 0, train, good, perDefect),
                    workers,
                    Progress.SILENT);
        }
        return folder.resolve(kind.folderName());
    }
}
